//! Dates as datelines show them: a day and a month in words or figures, with or without a year.
//! Only whether a text is such a date is asked here; what day it is, the reader of dates says.

use super::places::fold;

/// What a date in a dateline states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownDate {
    WithYear,
    WithoutYear,
}

/// Reads the whole text as a date: `April 25`, `25 April`, `3 de diciembre`, `28.10.2021`, `May 5, 2025`.
pub(super) fn read_date(text: &str) -> Option<ShownDate> {
    const MOST_WORDS: usize = 7;
    let text = text.trim();
    if text.len() > 48 || !text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    match words.as_slice() {
        [figures] => read_figures(figures),
        _ => read_words(&words),
    }
}

fn read_words(words: &[&str]) -> Option<ShownDate> {
    let (mut day, mut month, mut year) = (false, false, false);
    for word in words {
        let folded = fold(word);
        let seen = if FILLERS.binary_search(&folded.as_str()).is_ok() {
            continue;
        } else if MONTHS.binary_search(&folded.as_str()).is_ok() {
            &mut month
        } else if is_year(word) {
            &mut year
        } else if is_day(word) {
            &mut day
        } else {
            return None;
        };
        if std::mem::replace(seen, true) {
            return None;
        }
    }
    let shown = if year { ShownDate::WithYear } else { ShownDate::WithoutYear };
    (day && month).then_some(shown)
}

/// A date in figures alone. Two parts need full stops, since "1-0" and "24/7" are no days.
fn read_figures(figures: &str) -> Option<ShownDate> {
    let mark = figures.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = figures.split(mark).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    match (mark, parts.as_slice()) {
        ('-', [year, month, day]) if is_year(year) => (is_day(month) && is_day(day)).then_some(ShownDate::WithYear),
        ('.' | '/' | '-', [day, month, year]) => {
            let plausible = is_day(day) && is_day(month) && (2..=4).contains(&year.len());
            plausible.then_some(ShownDate::WithYear)
        }
        ('.', [day, month]) => {
            let month_number = month.parse().is_ok_and(|month: u32| (1..=12).contains(&month));
            (is_day(day) && month_number).then_some(ShownDate::WithoutYear)
        }
        _ => None,
    }
}

fn is_day(word: &str) -> bool {
    const ORDINALS: [&str; 9] = ["er", "nd", "rd", "st", "th", "ª", "°", "º", "."];
    let figures = ORDINALS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    figures.len() <= 2 && figures.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
}

/// Whether the text is one of the days of the week.
pub(super) fn is_weekday(text: &str) -> bool {
    const SHORTEST: usize = 3;
    let folded = fold(text);
    folded.chars().count() >= SHORTEST && FILLERS.binary_search(&folded.as_str()).is_ok()
}

/// Whether the word is a year that news can be from.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1850..=2100).contains(&year))
}

/// Words that stand in dates and say nothing of their own: prepositions, days of the week, "year".
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "csutortok", "de", "del", "den", "dienstag", "do", "domingo", "donnerstag", "freitag", "fri", "friday", "giovedi",
    "hetfo", "jeudi", "jueves", "kedd", "lundi", "lunedi", "lunes", "mardi", "martedi", "martes", "mercoledi", "mercredi",
    "miercoles", "mittwoch", "mon", "monday", "montag", "of", "pentek", "quarta", "quinta", "rok", "roku", "sabado",
    "sabato", "samedi", "samstag", "sat", "saturday", "segunda", "sexta", "sonntag", "sun", "sunday", "szerda", "szombat",
    "terca", "thu", "thursday", "tue", "tuesday", "vasarnap", "vendredi", "venerdi", "viernes", "wed", "wednesday", "г",
    "года", "року",
];

/// Months and their short forms in the languages whose wires date their lines.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "abr", "abril", "ago", "agosto", "agt", "agu", "agustos", "agustus", "aout", "apr", "april", "aprila", "aprile",
    "aprilie", "aprilis", "aralik", "aug", "august", "augusta", "augusti", "augustus", "augusztus", "avr", "avril",
    "brezna", "cervence", "cervna", "czerwca", "dec", "december", "decembra", "decembre", "decembrie", "des", "desember",
    "dez", "dezember", "dezembro", "dic", "dicembre", "diciembre", "dis", "disember", "dubna", "ekim", "elokuuta", "ene",
    "enero", "eylul", "feb", "febbraio", "febrero", "februar", "februara", "februari", "februarie", "february", "fev",
    "fevereiro", "fevr", "fevrier", "gen", "gennaio", "giu", "giugno", "grudnia", "haziran", "heinakuuta", "helmikuuta",
    "huhtikuuta", "ianuarie", "iulie", "iunie", "jaenner", "jan", "janeiro", "janner", "januar", "januara", "januari",
    "january", "janv", "janvier", "joulukuuta", "juil", "juillet", "juin", "jul", "jula", "julai", "julho", "juli",
    "julio", "julius", "july", "jun", "juna", "june", "junho", "juni", "junio", "junius", "kasim", "kesakuuta", "kvetna",
    "kwietnia", "ledna", "lipca", "listopada", "listopadu", "lokakuuta", "lug", "luglio", "lutego", "maaliskuuta",
    "maart", "mac", "mag", "maggio", "mai", "maio", "maj", "maja", "majus", "mar", "marca", "march", "marcius", "marco",
    "marraskuuta", "mars", "mart", "martie", "marz", "marzo", "may", "mayis", "mayo", "mei", "mrt", "nisan", "noiembrie",
    "nov", "november", "novembra", "novembre", "novembro", "noviembre", "ocak", "oct", "october", "octobre", "octombrie",
    "octubre", "ogo", "ogos", "okt", "oktober", "oktobra", "ott", "ottobre", "out", "outubro", "pazdziernika", "pebruari",
    "prosince", "rijna", "sep", "sept", "september", "septembra", "septembre", "septembrie", "septiembre", "set",
    "setembro", "setiembre", "sett", "settembre", "sierpnia", "srpna", "stycznia", "subat", "syyskuuta", "szeptember",
    "tammikuuta", "temmuz", "toukokuuta", "unora", "wrzesnia", "zari", "авг", "августа", "апр",
    "апреля", "березня", "вересня", "грудня", "дек", "декабря", "жовтня",
    "июл", "июля", "июн", "июня", "квітня", "липня", "листопада", "лютого",
    "мар", "марта", "мая", "ноя", "нояб", "ноября", "окт", "октября", "сен",
    "сент", "сентября", "серпня", "січня", "травня", "фев", "февраля",
    "червня", "янв", "января", "آب", "آبان", "آذار", "آذر", "أبريل", "أغسطس",
    "أفريل", "أكتوبر", "أوت", "أيار", "أيلول", "ابريل", "اردیبهشت", "اسفند",
    "اغسطس", "اكتوبر", "بهمن", "تموز", "تیر", "جانفي", "جوان", "جويلية",
    "حزيران", "خرداد", "ديسمبر", "دی", "سبتمبر", "شباط", "شهریور", "فبراير",
    "فروردین", "فيفري", "مارس", "ماي", "مايو", "مرداد", "مهر", "نوفمبر",
    "نيسان", "يناير", "يوليو", "يونيو", "अक्टूबर", "अगस्त",
    "अप्रैल", "जनवरी", "जुलाई", "जून", "दिसंबर", "नवंबर",
    "फरवरी", "मई", "मार्च", "सितंबर",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [FILLERS, MONTHS] {
            assert!(table.is_sorted_by(|one, next| one < next), "{table:?}");
        }
    }

    #[test]
    fn dates_are_told_from_other_words() {
        let check = |text: &str, expected| assert_eq!(read_date(text), expected, "{text}");
        for text in ["April 25", "25 April", "28 LUG", "5 dic", "10 août", "29 июня", "9 Sept", "28.10."] {
            check(text, Some(ShownDate::WithoutYear));
        }
        for text in ["May 5, 2025", "29th April, 2020", "28.10.2021", "2021-10-28", "1er mai 2020", "3 de mayo de 2024"]
        {
            check(text, Some(ShownDate::WithYear));
        }
        for text in ["May", "24/7", "1-0", "May 2020", "5", "2020", "12 men", "May 32", "May 5 5", ""] {
            check(text, None);
        }
    }
}
