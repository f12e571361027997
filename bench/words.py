"""What the synthetic cells are made of: words by language, names, publishers, roles."""

# ruff: noqa: RUF001  Turkish and Russian letters are meant

ROOTS = {
    "gna": ("Government of National Accord", "government", "LBY"),
    "lna": ("Libyan National Army", "armed-force", "LBY"),
    "rus": ("Russia", "state", "RUS"),
    "tur": ("Turkey", "state", "TUR"),
    "un": ("United Nations", "international-organisation", ""),
}
FIRST = ("Ahmet", "Fayez", "Hulusi", "Ibrahim", "Khalifa", "Maria", "Mevlut", "Omar", "Sergei")
LAST = ("Bashagha", "Demir", "Ivanov", "Kaya", "Lavrenko", "Mansour", "Siala", "Yilmaz", "Zaytsev")
FORMS = {
    "ar": ("خليفة", "فايز", "عمر", "إبراهيم", "أحمد", "محمود", "سليمان"),
    "ru": ("Сергей", "Михаил", "Халифа", "Хулуси", "Мария", "Дмитрий", "Фаиз"),
    "en": ("Sergey", "Mikhail", "Khaleefa", "Hulusi", "Mariya", "Dmitri", "Faiez"),
}

# publisher, host, country, bloc, language; a unit's first page is NEAR, its second FAR
NEAR = (
    ("TASS", "tass.example", "RUS", "russian-state", "ru"),
    ("Anadolu Agency", "aa.example", "TUR", "turkish-state", "tr"),
    ("Kommersant", "kommersant.example", "RUS", "russian-other", "ru"),
    ("Hürriyet", "hurriyet.example", "TUR", "turkish-other", "en"),
    ("RIA Novosti", "ria.example", "RUS", "russian-state", "en"),
)
FAR = (
    ("The Guardian", "guardian.example", "GBR", "western", "en"),
    ("Libya Observer", "observer.example", "LBY", "libyan-west", "en"),
    ("Al Marsad", "almarsad.example", "LBY", "libyan-east", "ar"),
    ("UN News", "unnews.example", "USA", "un-io", "en"),
    ("Al Arabiya", "alarabiya.example", "SAU", "gulf-egypt", "en"),
    ("Middle East Eye", "mee.example", "GBR", "western", "en"),
)

ROLES = {
    "direct": (("rus", "initiator"), ("tur", "recipient"), ("un", "mediator")),
    "joint": (("gna", "recipient"), ("rus", "initiator"), ("tur", "initiator")),
    "proxy": (("gna", "recipient"), ("lna", "initiator"), ("tur", "recipient")),
}
ROLES_ALONE = (("lna", "recipient"), ("rus", "initiator"), ("un", "participant"))
PATRONS = (("rus", "lna"), ("tur", "gna"))

# thirty-two different words each, so that five of them write any number below 32 ** 5
_TEXT = {
    "en": "the government forces said that fighting near airport had begun again after talks "
    "failed while ministers called for lasting truce and full withdrawal of foreign troops from "
    "coast road under eastern command",
    "ru": "стороны договорились прекратить огонь вблизи города после переговоров министров "
    "которые прошли вчера вечером однако войска продолжают удерживать аэропорт дорогу порт "
    "базу вдоль побережья несмотря на призывы посланника вернуться за стол встречи без условий "
    "или новых",
    "tr": "hükümet güçleri dün başkent yakınında çatışmaların yeniden başladığını açıkladı "
    "bakanlar kalıcı ateşkes çağrısı yaptı yabancı askerlerin tamamen çekilmesi için görüşmeler "
    "sürüyor ancak taraflar sahil yolu üzerinde anlaşmaya henüz varamadı denildi ve sonra ortak",
    "ar": "قالت الحكومة إن القوات تقدمت أمس نحو المطار بعد فشل المحادثات بينما دعا الوزراء إلى "
    "هدنة دائمة وانسحاب كامل للقوات الأجنبية من طريق الساحل تحت إشراف لجنة عسكرية مشتركة في "
    "مدينة سرت",
}
WORDS = {language: tuple(text.split()[:32]) for language, text in _TEXT.items()}
LENGTH = 32
