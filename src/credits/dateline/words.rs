//! The words that the reader of datelines knows, folded and sorted: what no place is called,
//! what kinds of places are, and what follows a speaker. Places and agencies are in `rules/`.

/// Labels that stand before a place, often glued to it.
pub(super) const CORRESPONDENT_LABELS: &[&str] = &[
    "corresponsal en",
    "dal nostro corrispondente",
    "dal nostro inviato",
    "dalla nostra corrispondente",
    "dalla nostra inviata",
    "de notre correspondant",
    "enviado especial",
    "from our correspondent",
    "special correspondent",
    "von unserem korrespondenten",
];

/// Labels and rubrics that open paragraphs as a place would.
#[rustfmt::skip]
pub(super) const FALSE_OPENERS: &[&str] = &[
    "about", "above", "abstract", "action", "actualizacion", "advertencia", "advertisement", "advisory", "agenda",
    "aktualisiert", "aktuality", "aktualizacja", "aktuell", "alert", "also", "analisis", "analiza", "analyse", "analysis",
    "ankieta", "answer", "anzeige", "archivio", "artikel", "ask", "asked", "attention", "audio", "aviso", "background",
    "bericht", "bild", "bilder", "blog", "book", "breaking", "brief", "briefing", "byline", "caption", "carta", "cartes",
    "caution", "chapter", "chart", "chronik", "clarification", "classifieds", "column", "comment", "commentary",
    "comments", "conclusion", "cons", "contact", "context", "corrected", "correction", "counterpoint", "credit",
    "critique", "culture", "dateline", "deal", "deals", "debate", "decryptage", "deutschland", "developing", "disclaimer",
    "disclosure", "dossier", "download", "dr", "ed", "edito", "editor", "editorial", "eilmeldung", "eilt", "ends",
    "enquete", "entretien", "episode", "essay", "event", "events", "example", "exclusief", "exclusif", "exclusiva",
    "exclusive", "exclusivo", "exklusiv", "explained", "explainer", "fact", "facts", "faq", "feature", "file",
    "filephoto", "films", "final", "flash", "focus", "foto", "fotos", "free", "from", "full", "gallery", "game",
    "gastbeitrag", "grafik", "graphic", "guest", "guide", "handout", "headline", "headlines", "health", "help",
    "highlights", "hint", "hintergrund", "hinweis", "host", "hot", "how", "image", "images", "important", "info",
    "infographic", "infographie", "information", "insight", "interview", "intro", "introduction", "investigation", "join",
    "just", "key", "keywords", "kolumne", "kommentar", "kommentti", "latest", "leitartikel", "leserbrief", "letter",
    "letters", "link", "links", "list", "liste", "listen", "live", "longread", "main", "mainos", "mehr", "meinung",
    "members", "memo", "method", "mira", "moderator", "more", "music", "must", "name", "narrator", "nb", "new", "news",
    "newsletter", "no", "note", "notes", "notice", "now", "nyhet", "obituary", "ofertas", "offer", "official",
    "onderzoek", "opinia", "opinie", "opinion", "opinione", "options", "osservatorio", "out", "overview", "overzicht",
    "page", "part", "pdf", "photo", "photos", "pic", "picture", "pictures", "plus", "podcast", "point", "polemica",
    "politics", "poll", "portrait", "portrat", "portret", "press", "preview", "problem", "products", "profile",
    "promoted", "pros", "ps", "question", "quick", "quiz", "quote", "ranking", "read", "recap", "recensie", "recensione",
    "recommended", "reklama", "relacja", "reminder", "report", "reportage", "reportaje", "reporter", "results", "resume",
    "retro", "retroscena", "review", "rezension", "round", "roundup", "rules", "ruling", "rumor", "scene", "scheda",
    "schedule", "score", "serie", "series", "services", "share", "shop", "sold", "solution", "sondaggio", "sos", "source",
    "sources", "speaker", "special", "speculation", "spoiler", "sponsored", "sport", "sports", "statement", "step",
    "stories", "story", "summary", "support", "survey", "tag", "tags", "test", "testimonial", "thread", "ticker", "tip",
    "tips", "title", "tl", "today", "together", "top", "topic", "topics", "trailer", "transcript", "trending", "tribune",
    "true", "twitter", "umfrage", "unidentified", "update", "updated", "updates", "urgent", "urgente", "uutinen",
    "vacancy", "verdict", "version", "video", "videos", "view", "views", "vijesti", "vote", "vs", "warning", "watch",
    "weather", "webinar", "website", "why", "wichtig", "win", "winner", "world", "writer", "wywiad", "yes", "видео",
    "внимание", "вопрос", "интервью", "комментарий", "мнение", "новости",
    "обновлено", "ответ", "реклама", "справка", "срочно", "фото", "эксклюзив",
];

/// Small words inside the names of places.
#[rustfmt::skip]
pub(super) const NAME_PARTICLES: &[&str] = &[
    "a", "aan", "ad", "af", "al", "am", "an", "and", "auf", "aux", "bei", "ben", "bin", "chez", "d", "da", "dal", "dalla",
    "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "ed", "el", "en", "et", "i",
    "im", "in", "je", "kraj", "la", "las", "le", "les", "lez", "los", "na", "nad", "ob", "of", "on", "op", "pod", "por",
    "san", "sur", "ten", "ter", "the", "und", "unter", "upon", "van", "vom", "von", "vor", "y", "ya", "zu", "zum", "zur",
    "över",
];

/// Endings of towns that other words hardly have.
#[rustfmt::skip]
pub(super) const PLACE_ENDINGS: &[&str] = &[
    "abad", "bach", "borough", "bourg", "brucken", "brunn", "burg", "burgh", "bury", "dorf", "furt", "garh", "grad",
    "hausen", "heim", "hofen", "ingen", "kirchen", "minster", "munde", "nagar", "nagara", "polis", "puram", "shire",
    "stadt", "stedt", "stetten", "town", "ville", "weiler", "горск", "град", "поль",
];

/// What kinds of places are called, and where in them.
#[rustfmt::skip]
pub(super) const PLACE_WORDS: &[&str] = &[
    "aboard", "acres", "air", "airport", "along", "avenue", "base", "bay", "beach", "bethlehem", "border", "camp",
    "canton", "canyon", "cape", "center", "central", "city", "coast", "county", "creek", "crossing", "dam", "district",
    "downtown", "east", "eastern", "estates", "falls", "forest", "fort", "glen", "grove", "gulf", "harbor", "harbour",
    "heights", "hill", "hills", "island", "islands", "isle", "junction", "kabupaten", "kreis", "lake", "lakes",
    "landkreis", "mesa", "metro", "mission", "mount", "mountain", "national", "near", "north", "northeast", "northern",
    "northwest", "oaks", "occupied", "off", "offshore", "old", "outside", "parish", "park", "peninsula", "point", "port",
    "prairie", "province", "region", "reservation", "ridge", "river", "rock", "rural", "saint", "san", "santa", "sea",
    "shores", "south", "southeast", "southern", "southwest", "spring", "springs", "st", "state", "station", "suburban",
    "town", "township", "trail", "twp", "union", "upper", "valley", "village", "vista", "west", "western", "woods",
];

/// Words that datelines shorten; their full stop ends nothing.
#[rustfmt::skip]
pub(super) const SHORT_WORDS: &[&str] = &[
    "abr", "ago", "ags", "agt", "ala", "alta", "apr", "ariz", "ark", "aug", "avr", "bld", "calif", "ch", "chih",
    "chis", "co", "coah", "col", "colo", "conn", "ct", "dec", "del", "dept", "des", "dez", "dgo", "dic", "dr", "edo",
    "ene", "feb", "febr", "fev", "fevr", "fla", "ft", "gen", "gov", "gro", "gto", "hgo", "hon", "ill", "inc", "ind",
    "jal", "jan", "janv", "juill", "jul", "jun", "kan", "kans", "ky", "lt", "ltd", "mag", "mar", "mass", "md", "mex",
    "mich", "minn", "miss", "mont", "mor", "mr", "mrs", "mt", "mus", "nay", "neb", "nebr", "nev", "nov", "oax", "oct",
    "okla", "okt", "ont", "ore", "ott", "out", "pa", "penn", "prof", "pt", "pue", "qro", "que", "rep", "rev", "rt",
    "s", "sask", "sen", "sep", "sept", "set", "sett", "sgt", "sin", "son", "st", "ste", "tab", "tamps", "tenn", "tex",
    "tlax", "u", "va", "ver", "vt", "wash", "wis", "wisc", "wyo", "yuc", "zac", "авг", "г", "дек", "нояб",
    "окт", "р", "сент", "февр", "янв",
];

/// Verbs that follow a speaker.
#[rustfmt::skip]
pub(super) const SPEECH_VERBS: &[&str] = &[
    "added", "admitted", "affirme", "affirmed", "announced", "announces", "answered", "argued", "asked", "asks",
    "claimed", "claims", "comento", "commente", "dice", "dicho", "dijo", "dit", "erklart", "erklarte", "explained",
    "explique", "insisted", "meint", "meinte", "noted", "replied", "responded", "revealed", "reveals", "sagt", "sagte",
    "said", "says", "stated", "tells", "told", "tweeted", "warned", "warns", "wrote",
];

/// Words that open speech.
#[rustfmt::skip]
pub(super) const TALK_WORDS: &[&str] = &[
    "dear", "hello", "hey", "hi", "i", "ich", "je", "lol", "me", "my", "oh", "thank", "thanks", "we", "well", "wir",
    "wow", "yeah", "yep", "yes", "yo", "you", "your",
];

/// Titles of persons.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "adm", "amb", "ambassador", "assemblyman", "assemblywoman", "attorney", "brig", "capt", "captain", "cardinal",
    "chancellor", "chief", "cmdr", "col", "colonel", "congressman", "congresswoman", "councillor", "councilman",
    "councilmember", "councilwoman", "cpl", "deputy", "det", "detective", "dr", "exec", "father", "frau", "gen",
    "general", "gov", "governor", "herr", "hon", "host", "imam", "insp", "judge", "justice", "king", "lady", "lord", "lt",
    "madame", "maj", "major", "mayor", "minister", "miss", "monsieur", "mr", "mrs", "ms", "nurse", "officer", "pastor",
    "pfc", "pope", "president", "prince", "princess", "prof", "professor", "pvt", "queen", "rabbi", "rep",
    "representative", "rev", "reverend", "sen", "senator", "senor", "senora", "sergeant", "sgt", "sheriff", "sir",
    "sister", "spc", "supt",
];

#[cfg(test)]
mod tests {
    use super::super::places::fold;
    use super::*;

    #[test]
    fn tables_are_sorted() {
        let tables = [
            CORRESPONDENT_LABELS,
            FALSE_OPENERS,
            NAME_PARTICLES,
            PLACE_ENDINGS,
            PLACE_WORDS,
            SHORT_WORDS,
            SPEECH_VERBS,
            TALK_WORDS,
            TITLES,
        ];
        for table in tables {
            assert!(table.is_sorted_by(|one, next| one < next), "{table:?}");
        }
    }

    #[test]
    fn table_words_are_folded() {
        for table in [FALSE_OPENERS, PLACE_ENDINGS, PLACE_WORDS, SHORT_WORDS, SPEECH_VERBS, TALK_WORDS, TITLES] {
            for word in table {
                assert_eq!(fold(word), *word);
            }
        }
    }
}
