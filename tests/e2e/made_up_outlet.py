"""A made-up outlet for boilerplate_test.py: pages in four languages, as text and as HTML, whose articles share forms and nothing else.

Every sentence of an article is drawn from a seeded generator and occurs once; the words of the forms occur in no article. So a test can say,
sentence by sentence, what must stay and what must go.
"""
import html
import random

NAMES = ["Okafor", "Lindqvist", "Marchetti", "Ferreira", "Novak", "Haugen", "Petrov", "Delacroix", "Yamada", "Castellanos", "Brennan", "Osei"]

# Sentences: one of each column. The forms: `block` stands after a paragraph of the article, `legal` at the end, `call` in the middle;
# `count` has a number that varies and is glued to a paragraph on some pages.
LANGUAGES = {
    "en": {
        "outlet": "Quillmark Post",
        "columns": (["The harbour council", "A regional court", "The ferry company", "The water board", "A committee of engineers", "The teachers' union",
                     "The port authority", "A group of farmers", "The museum's director", "The railway operator"],
                    ["approved", "rejected", "delayed", "published", "questioned", "welcomed", "examined", "defended", "withdrew", "revised"],
                    ["a plan for the northern bridge", "the budget of the coastal towns", "a report on flooded meadows", "the timetable of the night boats",
                     "an inquiry into missing timber", "the sale of two lighthouses", "a contract for electric trams", "new rules for beekeepers",
                     "the repair of the old aqueduct", "a study of falling salmon stocks"],
                    ["on Tuesday morning", "after a long hearing", "despite heavy snow", "before the summer recess", "in a closed session",
                     "without further debate", "by a narrow majority", "for the third time", "against expert advice", "at short notice"]),
        "said": "“{0},” {1} told reporters.", "quote": "We have never seen a winter as mild as this one, and our orchards show it",
        "question": "Did the engineers of {0} know about the crack in the dam?", "answer": "Yes.",
        "series": "This is part of our series about rivers that change their course.",
        "block": ["Unlock everything", "Patrons keep these lanterns burning: complete your enrolment to unlock unlimited perusal of every dispatch.", "Enrol"],
        "legal": "Reproduction, whether wholly or partially, requires prior written consent from Quillmark Holdings Limited, registered office Penrose Lane.",
        "call": "Fancy a digest with your breakfast? Subscribe gratis to Quillmark Sunrise, our curated newsletter.",
        "count": "You have {0} complimentary stories remaining this fortnight.",
    },
    "de": {
        "outlet": "Tannberg Anzeiger",
        "columns": (["Der Stadtrat", "Ein Gericht in der Region", "Die Reederei", "Der Wasserverband", "Ein Ausschuss von Ingenieuren", "Die Gewerkschaft der Lehrer",
                     "Die Hafenbehörde", "Eine Gruppe von Landwirten", "Die Direktorin des Museums", "Der Betreiber der Bahn"],
                    ["billigte", "verwarf", "verschob", "veröffentlichte", "prüfte", "begrüßte", "kritisierte", "verteidigte", "änderte", "erläuterte"],
                    ["einen Plan für die nördliche Brücke", "den Haushalt der Küstenorte", "einen Bericht über die Flut", "den Fahrplan der Nachtfähren",
                     "eine Untersuchung über verschwundenes Holz", "den Verkauf zweier Leuchttürme", "einen Vertrag über elektrische Züge",
                     "neue Regeln für Imker", "die Sanierung des alten Kanals", "eine Studie über den Rückgang der Lachse"],
                    ["am Dienstag", "nach langer Anhörung", "trotz starken Schneefalls", "vor der Sommerpause", "in nicht öffentlicher Sitzung",
                     "ohne weitere Aussprache", "mit knapper Mehrheit", "zum dritten Mal", "gegen den Rat von Fachleuten", "überraschend"]),
        "said": "„{0}“, berichtete {1} den Journalisten.", "quote": "Einen so milden Winter haben wir noch nie erlebt, und unsere Obstgärten zeigen es",
        "question": "Wussten die Ingenieure aus {0} von dem Riss im Damm?", "answer": "Ja.",
        "series": "Dieser Text gehört zu unserer Serie über Flüsse, die ihren Lauf ändern.",
        "block": ["Komplett freischalten", "Förderer halten unsere Laternen am Brennen: Vervollständigen Sie Ihren Beitritt und genießen Sie sämtliche Depeschen unbegrenzt.", "Beitreten"],
        "legal": "Vervielfältigung, auch auszugsweise, bedarf vorheriger schriftlicher Genehmigung seitens der Tannberg Verlagsgesellschaft, Handelsregister Freudenstadt.",
        "call": "Lust auf Lektüre zum Frühstück? Abonnieren Sie gratis Tannberg Sonnenaufgang, unseren handverlesenen Rundbrief.",
        "count": "Ihnen verbleiben {0} kostenfreie Beiträge innerhalb dieses Kalendermonats.",
    },
    "fr": {
        "outlet": "Gazette de Valmont",
        "columns": (["Le conseil du port", "Un tribunal régional", "La compagnie de navigation", "Le syndicat des eaux", "Un comité d'ingénieurs", "Le syndicat des enseignants",
                     "La capitainerie", "Un groupe d'agriculteurs", "La directrice du musée", "L'exploitant du chemin de fer"],
                    ["a approuvé", "a rejeté", "a repoussé", "a publié", "a contesté", "a salué", "a examiné", "a défendu", "a retiré", "a modifié"],
                    ["un projet pour le pont du nord", "le budget des communes côtières", "un rapport sur les prairies inondées", "les horaires des bateaux de nuit",
                     "une enquête sur le bois disparu", "la vente de deux phares", "un contrat pour des tramways électriques", "de nouvelles règles pour les apiculteurs",
                     "la réparation du vieil aqueduc", "une étude sur le déclin des saumons"],
                    ["mardi matin", "après une longue audience", "malgré une forte neige", "avant la pause estivale", "à huis clos", "sans autre débat",
                     "à une courte majorité", "pour la troisième fois", "contre l'avis des experts", "à la dernière minute"]),
        "said": "« {0} », raconte {1} aux journalistes.", "quote": "Nous n'avons jamais connu un hiver aussi doux, et nos vergers le montrent",
        "question": "Les ingénieurs de {0} connaissaient-ils la fissure du barrage ?", "answer": "Oui.",
        "series": "Cet article fait partie de notre série sur les fleuves qui changent de cours.",
        "block": ["Débloquer intégralement", "Des mécènes entretiennent nos lanternes : complétez votre adhésion afin de débloquer toutes les dépêches, illimitées.", "Adhérer"],
        "legal": "Toute reproduction, même partielle, requiert l'autorisation écrite préalable des Éditions Valmont, immatriculées au greffe d'Aubenas.",
        "call": "Envie de lecture au petit-déjeuner ? Abonnez-vous gratuitement à Valmont Aurore, notre lettre quotidienne.",
        "count": "Il vous reste {0} lectures offertes durant cette quinzaine.",
    },
    "ar": {
        "outlet": "Wadi Herald",
        "columns": (["مجلس الميناء", "محكمة إقليمية", "شركة العبارات", "هيئة المياه", "لجنة من المهندسين", "نقابة المعلمين", "سلطة المرفأ", "مجموعة من المزارعين",
                     "مديرة المتحف", "مشغل السكك الحديدية"],
                    ["وافق على", "رفض", "أجل", "نشر", "ناقش", "رحب بـ", "درس", "دافع عن", "سحب", "عدل"],
                    ["خطة الجسر الشمالي", "ميزانية المدن الساحلية", "تقرير عن الحقول المغمورة", "جدول القوارب الليلية", "تحقيق في اختفاء الأخشاب", "بيع منارتين قديمتين",
                     "عقد القطارات الكهربائية", "قواعد جديدة لمربي النحل", "إصلاح القناة القديمة", "دراسة عن تراجع الأسماك"],
                    ["صباح الثلاثاء", "بعد جلسة طويلة", "رغم الثلوج الكثيفة", "قبل عطلة الصيف", "في جلسة مغلقة", "بدون نقاش إضافي", "بأغلبية ضئيلة", "للمرة الثالثة",
                     "خلافا لرأي الخبراء", "في اللحظة الأخيرة"]),
        "said": "«{0}»، هكذا تحدث {1} مع الصحفيين.", "quote": "لم نشهد شتاء معتدلا كهذا من قبل وبساتيننا تظهر ذلك",
        "question": "هل علم مهندسو {0} بوجود الشق داخل السد؟", "answer": "نعم.",
        "series": "هذا المقال جزء من سلسلتنا حول الأنهار التي تغير مجراها.",
        "block": ["افتح المحتوى", "يحافظ الداعمون على إضاءة فوانيسنا: أكمل اشتراكك لتستمتع بكل البرقيات دون حدود.", "انضم"],
        "legal": "يمنع النسخ كليا أو جزئيا دون إذن خطي مسبق من دار الوادي للطباعة المسجلة رسميا بدمشق.",
        "call": "أترغب بقراءة ممتعة مع فطورك؟ سجل مجانا برسالتنا اليومية المختارة بعناية فائقة.",
        "count": "تبقى لديك {0} مواد مجانية خلال هذين الأسبوعين.",
    },
}


def sentence(rng, columns, used):
    """A sentence that was not there yet."""
    while True:
        words = [rng.choice(column) for column in columns]
        text = f"{' '.join(words)}, {rng.choice(NAMES)} {rng.choice(NAMES)}."
        if text not in used:
            used.add(text)
            return text


class Page:
    """An article and what stands around it. `paragraphs` is all that may be left of it."""

    def __init__(self, language, number, rng, used):
        words = LANGUAGES[language]
        self.language, self.number, self.outlet = language, number, words["outlet"]
        new = lambda: sentence(rng, words["columns"], used)  # noqa: E731
        self.title = new().rstrip(".")
        self.paragraphs = [" ".join(new() for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(4, 7))]
        if number % 5 == 0:
            self.paragraphs[1] = words["said"].format(new().rstrip("."), NAMES[number % len(NAMES)])
        if number in (3, 4):  # a quotation that two articles have
            self.paragraphs[2] = words["said"].format(words["quote"], NAMES[3])
        if number % 8 == 2:  # interviews
            self.paragraphs[2:2] = [words["question"].format(new().rstrip(".")), words["answer"]]
        if number % 7 == 1:  # a series
            self.paragraphs[-1] += " " + words["series"]
        self.date = f"2025-{1 + number % 9:02}-{1 + number % 28:02}"
        self.url = f"https://{self.outlet.split()[0].lower()}.example/{language}/{number}"

    def shown(self):
        """The paragraphs that a reader sees, the outlet's among them."""
        words = LANGUAGES[self.language]
        shown = list(self.paragraphs)
        count = words["count"].format(1 + self.number % 4)
        if self.number % 3:
            shown[0] += " " + count  # glued
        else:
            shown.insert(1, count)
        middle = 3 + self.number % 2
        shown[middle:middle] = [words["call"]]
        shown[1:1] = words["block"]
        return [*shown, words["legal"]]

    def text(self):
        body = "\n\n".join(f"    {paragraph}" for paragraph in self.shown())
        return f"{self.outlet}\n\n{self.title}\n\n | {self.date}\n\n{body}\n"

    def html(self):
        body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in self.shown())
        return (f'<!DOCTYPE html><html lang="{self.language}"><head><meta charset="utf-8"><title>{html.escape(self.title)} | {self.outlet}</title>'
                f'<meta property="og:site_name" content="{self.outlet}"><link rel="canonical" href="{self.url}">'
                f'<meta property="article:published_time" content="{self.date}T08:00:00Z"></head><body><nav><a href="/">{self.outlet}</a></nav>'
                f"<article><h1>{html.escape(self.title)}</h1>\n<div class=\"text\">\n{body}\n</div></article></body></html>\n")


def pages_of(language, count, seed):
    rng, used = random.Random(seed), set()
    return [Page(language, number, rng, used) for number in range(count)]


def form_lines(language):
    """What must go, as written; numbers left out."""
    words = LANGUAGES[language]
    return [*words["block"], words["legal"], words["call"], words["count"].format("").replace("  ", " ").strip()]
