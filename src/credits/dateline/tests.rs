use super::*;

const PLACES: &str = include_str!("../../../rules/places.tsv");
const AGENCIES: &str = include_str!("../../../rules/agencies.txt");
const TABLE: &str = include_str!("../../../testdata/tables/datelines.tsv");

fn tables() -> (Gazetteer, Agencies) {
    let gazetteer = Gazetteer::parse(PLACES).expect("the places that come with the program");
    let agencies = Agencies::parse(AGENCIES).expect("the agencies that come with the program");
    (gazetteer, agencies)
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn datelines_of_the_table() {
    let (gazetteer, agencies) = tables();
    let shown = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
    let mut wrong = Vec::new();
    for row in rows(TABLE) {
        let text = row.split('\t').next().unwrap_or_default();
        let got = match read_dateline(text, &gazetteer, &agencies) {
            Some(got) => [Some(got.text), got.place, got.region, got.agency, got.date].map(shown),
            None => [const { None }; 5].map(shown),
        };
        let got = format!("{text}\t{}", got.join("\t"));
        if got != row {
            wrong.push(format!("want {row}\n got {got}"));
        }
    }
    assert!(rows(TABLE).count() >= 150);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whole_lines() {
    let (gazetteer, agencies) = tables();
    let check = |line: &str, expected: bool| {
        assert_eq!(is_dateline_line(line, &gazetteer, &agencies), expected, "{line:?}");
    };
    for line in [
        "TEHRAN, Iran (AP) —",
        "TEHRAN (Tasnim)",
        "WASHINGTON —",
        "Jakarta -",
        "Chemnitz.",
        "KYIV, May 5 —",
        "Liputan6.com, Jakarta",
        "Berlin, 28.10.2021, 058/21",
        " BEIRUT/THE HAGUE, March 7 (Reuters) - ",
        "【ソウル＝山田花子】",
        "新华社北京4月24日电",
        "(서울=연합뉴스) 김하나 기자 =",
    ] {
        check(line, true);
    }
    for line in [
        "",
        "-",
        "Berlin",
        "BERLIN",
        "Chicago, IL",
        "Miami, FL, USA",
        "May 5, 2025",
        "London, May 5, 2025",
        "TEHRAN, Iran (AP) — Talks go on.",
        "(AP)",
        "[ CNN ]",
        "The Associated Press",
        "UPDATE —",
        "Ada Finch",
    ] {
        check(line, false);
    }
}

#[test]
fn a_dateline_may_stand_above_its_text() {
    let (gazetteer, agencies) = tables();
    let check = |text: &str, expected: Option<&str>| {
        let got = read_dateline(text, &gazetteer, &agencies).map(|got| got.text);
        assert_eq!(got.as_deref(), expected, "{text:?}");
    };
    check("Jakarta -\nPemerintah memutuskan.", Some("Jakarta -"));
    check("WASHINGTON —\nThe vote was close.", Some("WASHINGTON —"));
    check("Berlin\nDas Wetter bleibt gut.", None);
    check("  LONDON (AP) — Rain.", Some("LONDON (AP) —"));
}

#[test]
fn the_span_is_where_the_text_stands() {
    let (gazetteer, agencies) = tables();
    let paragraph = "\u{a0} KÖLN (dpa) – Der Rhein steigt.";
    let got = read_dateline(paragraph, &gazetteer, &agencies).expect("a dateline");
    assert_eq!(&paragraph[got.span], "KÖLN (dpa) –");
}

#[test]
fn rules_are_sorted() {
    for table in [PLACES, AGENCIES] {
        let lines: Vec<&str> = rows(table).collect();
        let out_of_order = lines.windows(2).find(|pair| pair[0] >= pair[1]);
        assert_eq!(out_of_order, None);
    }
}

#[test]
fn a_bad_row_is_named_by_its_line() {
    let check = |got: Option<(usize, String)>, line: usize, word: &str| {
        let (at, message) = got.expect("an error");
        assert!(at == line && message.contains(word), "{at}: {message}");
    };
    check(Gazetteer::parse("# places\n\ncity\tOslo\ntown\tRiga\n").err(), 4, "town");
    check(Gazetteer::parse("city Oslo").err(), 1, "tab");
    check(Gazetteer::parse("city\tOslo\ncity\t.\n").err(), 2, "name");
    check(Agencies::parse("# agencies\nAP en\n").err(), 2, "tab");
    check(Agencies::parse("AP\tEnglish\n").err(), 1, "language");
    assert!(Gazetteer::parse("").is_ok() && Agencies::parse("").is_ok());
}

#[test]
fn every_clue_has_points_once() {
    for (at, (clue, _)) in POINTS.iter().enumerate() {
        assert!(!POINTS[..at].iter().any(|(other, _)| other == clue), "{clue:?} twice");
    }
    let last = Clue::TalkFollows as usize;
    assert_eq!(POINTS.len(), last + 1, "a clue without points");
}

/// What datelines are made of, and what stands around them.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "TEHRAN", "Iran", "St. ", "N.Y.", ", ", " (", ")", "AP", "Reuters", " — ", "--", "-", " - ", "/", " / ",
    "[", "]", "【", "】", "＝", "=", "电", "新华社", "5月", "5日", "기자", "서울", "May", " 5", " 2025", ".", ":", "\"",
    "\n", " ", "\u{a0}", "\u{301}", "\u{200d}", "😀", "İ", "ß", "ﬁ", "_", "، ", "دبي", "de ", "’", "'s",
    "DAL NOSTRO INVIATO", "（", "）", "\0", "１", "x", "&", "KOMPAS.com", "Praha 5. května",
];

/// Whatever stands there, a reading is none or a true piece of the paragraph.
#[test]
fn odd_paragraphs_do_no_harm() {
    const ROUNDS: usize = 5_000;
    let (gazetteer, agencies) = tables();
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = |below: usize| {
        // Knuth's multiplier: the same pieces in the same order on every machine.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    for _ in 0..ROUNDS {
        let count = 1 + next(14);
        let paragraph: String = (0..count).map(|_| PIECES[next(PIECES.len())]).collect();
        if let Some(got) = read_dateline(&paragraph, &gazetteer, &agencies) {
            assert_eq!(paragraph.get(got.span.clone()), Some(got.text.as_str()), "{paragraph:?}");
        }
        is_dateline_line(&paragraph, &gazetteer, &agencies);
    }
}
