package dev.trunkline.speech.normalization;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Abbreviations in full. */
final class ShortForms {

    /** With their dot only, for they are words or names without it. */
    private static final Map<String, String> DOTTED = Map.ofEntries(
            Map.entry("Gen", "General"),
            Map.entry("Sen", "Senator"),
            Map.entry("Rep", "Representative"),
            Map.entry("Gov", "Governor"),
            Map.entry("Hon", "Honorable"),
            Map.entry("Rev", "Reverend"),
            Map.entry("Col", "Colonel"),
            Map.entry("Mt", "Mount"),
            Map.entry("Co", "company"),
            Map.entry("est", "established"),
            Map.entry("ext", "extension"),
            Map.entry("Ext", "extension"),
            Map.entry("temp", "temperature"),
            Map.entry("misc", "miscellaneous"),
            Map.entry("cont", "continued"),
            Map.entry("tel", "telephone"),
            Map.entry("Tel", "telephone"),
            Map.entry("incl", "including"),
            Map.entry("excl", "excluding"),
            Map.entry("appt", "appointment"),
            Map.entry("asst", "assistant"),
            Map.entry("mgr", "manager"),
            Map.entry("qty", "quantity"),
            Map.entry("acct", "account"),
            Map.entry("ref", "reference"),
            Map.entry("Ref", "reference"),
            Map.entry("exp", "expires"));

    /** With a dot or without. */
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("Mr", "Mister"),
            Map.entry("Mrs", "Missus"),
            Map.entry("Ms", "Miz"),
            Map.entry("Prof", "Professor"),
            Map.entry("Sgt", "Sergeant"),
            Map.entry("Capt", "Captain"),
            Map.entry("Lt", "Lieutenant"),
            Map.entry("Jr", "junior"),
            Map.entry("Sr", "senior"),
            Map.entry("Inc", "incorporated"),
            Map.entry("Ltd", "limited"),
            Map.entry("Corp", "corporation"),
            Map.entry("approx", "approximately"),
            Map.entry("dept", "department"),
            Map.entry("Dept", "department"),
            Map.entry("govt", "government"),
            Map.entry("hrs", "hours"),
            Map.entry("mins", "minutes"),
            Map.entry("secs", "seconds"),
            Map.entry("yrs", "years"),
            Map.entry("lbs", "pounds"),
            Map.entry("Hwy", "Highway"),
            Map.entry("Bros", "Brothers"),
            Map.entry("plc", "P L C"),
            Map.entry("nos", "numbers"),
            Map.entry("Nos", "numbers"),
            Map.entry("vs", "versus"),
            Map.entry("etc", "et cetera"),
            Map.entry("pct", "percent"));

    /** After a name they are where somebody lives. */
    private static final Map<String, String> STREETS = Map.ofEntries(
            Map.entry("St", "Street"),
            Map.entry("Dr", "Drive"),
            Map.entry("Ave", "Avenue"),
            Map.entry("Blvd", "Boulevard"),
            Map.entry("Rd", "Road"),
            Map.entry("Ln", "Lane"),
            Map.entry("Ct", "Court"),
            Map.entry("Sq", "Square"),
            Map.entry("Hwy", "Highway"),
            Map.entry("Pkwy", "Parkway"),
            Map.entry("Apt", "apartment"),
            Map.entry("Ste", "suite"),
            Map.entry("Bldg", "building"));

    private static final Map<String, String> BEFORE_NUMBERS = Map.of(
            "p",
            "page",
            "pp",
            "pages",
            "vol",
            "volume",
            "ch",
            "chapter",
            "fig",
            "figure",
            "sec",
            "section",
            "ver",
            "version",
            "art",
            "article",
            "apt",
            "apartment",
            "tel",
            "telephone");

    /** What an amount is for. */
    private static final Map<String, String> PER = Map.ofEntries(
            Map.entry("h", "hour"),
            Map.entry("hr", "hour"),
            Map.entry("min", "minute"),
            Map.entry("s", "second"),
            Map.entry("sec", "second"),
            Map.entry("d", "day"),
            Map.entry("wk", "week"),
            Map.entry("mo", "month"),
            Map.entry("mth", "month"),
            Map.entry("yr", "year"),
            Map.entry("kg", "kilogram"),
            Map.entry("kWh", "kilowatt hour"),
            Map.entry("GB", "gigabyte"));

    private static final List<Rule> RULES = List.of(
            Rule.of("\\bDr\\.?(?= [A-Z])(?<!\\b[A-Z][a-z]{2,20} Dr\\.?)", match -> "Doctor"),
            Rule.of("\\bDrs\\.?(?= [A-Z])", match -> "Doctors"),
            Rule.of("\\bSt\\.?(?= [A-Z])(?<!\\b[A-Z][a-z]{2,20} St\\.?)", match -> "Saint"),
            Rule.of(
                    "(?=[ABCDHLPRS][a-z])(?<=\\b(?:[A-Z][a-z']{1,20}|[a-z]{3,20}(?:st|nd|rd|th)|\\d(?:st|nd|rd|th)),? )("
                            + String.join("|", STREETS.keySet()) + ")\\b\\.?",
                    match -> STREETS.get(match.group(1))),
            Rule.of("\\bFt\\.(?= [A-Z])", match -> "Fort"),
            Rule.ofAnyCase(
                    "\\b(" + String.join("|", BEFORE_NUMBERS.keySet()) + ")\\. ?(?=[\\d(+])",
                    match -> BEFORE_NUMBERS.get(match.group(1).toLowerCase(Locale.ROOT)) + " "),
            Rule.ofAnyCase(
                    "(?=no\\b)(?<=\\b(?:account|vat|order|phone|card|serial|part|model|reference|invoice|policy|customer) )no\\b\\.?",
                    match -> "number"),
            Rule.ofAnyCase(
                    "\\bper (min|hr|sec|mo|yr|wk)\\b\\.?",
                    match -> "per " + PER.get(match.group(1).toLowerCase(Locale.ROOT))),
            Rule.of("\\bkm/h\\b(?<!\\d ?km/h)", match -> "kilometers per hour"),
            Rule.of("#(?= of\\b)", match -> "number"),
            Rule.ofAnyCase("\\bno\\. ?#?(?=[A-Z]{0,3}\\d)", match -> "number "),
            Rule.of(
                    "(?<![\\w/&])(" + String.join("|", ALWAYS.keySet()) + ")\\b\\.?(?!\\w)",
                    match -> ALWAYS.get(match.group(1))),
            Rule.of(
                    "\\b(" + String.join("|", DOTTED.keySet()) + ")\\.(?=\\s[\\w\u00A3$\u20AC]|,|$)",
                    match -> DOTTED.get(match.group(1))),
            Rule.of("(?<!\\d )\\bmin\\.(?= \\d)", match -> "minimum"),
            Rule.of("\\bmax\\.(?= \\d)", match -> "maximum"),
            Rule.of("\\b(tel|fax|Tel|Fax)\\.?:", match -> (match.group(1).endsWith("ax") ? "fax" : "telephone") + ","),
            Rule.ofAnyCase("\\be\\.\\s?g\\.,?", match -> "for example,"),
            Rule.ofAnyCase("\\bi\\.\\s?e\\.,?", match -> "that is,"),
            Rule.ofAnyCase("\\bw/o\\b", match -> "without"),
            Rule.ofAnyCase("\\bc/o\\b", match -> "care of"),
            Rule.ofAnyCase("\\bn/a\\b", match -> "not applicable"),
            Rule.ofAnyCase("\\bw/(?=\\s)", match -> "with"),
            Rule.ofAnyCase("\\ba\\.k\\.a\\.?", match -> "also known as"),
            Rule.of("\\bPh\\.\\s?D\\b\\.?", match -> "P H D"),
            Rule.of("\\b([AaPp])\\.\\s?[Mm]\\.", match -> Spellings.letters(match.group(1)) + " M"),
            Rule.of(
                    "\\b(?:[A-Za-z]\\.){2,3}(?![A-Za-z])",
                    match -> Spellings.letters(match.group().replace(".", ""))));

    private static final String PER_WORDS =
            "hour|minute|second|day|night|week|month|year|user|person|seat|item|call|line|unit"
                    + "|page|piece|visit|head|litre|liter|mile|guest|room";
    private static final List<Rule> RATES = List.of(
            Rule.of(
                    "(?=\\s?/)(?<=\\d|s|pence|yen|won|percent|user|person)\\s?/\\s?(" + PER_WORDS + ")\\b(?!/)",
                    match -> " per " + match.group(1)),
            Rule.of(
                    "(?<=[A-Za-z\\d])/("
                            + String.join("|", PER.keySet())
                            + ")(?![\\w/^])(?<=(?:dollars|cents|euros|pounds|pence|yen|francs|\\d|hours|watts|W|[gG]B|miles|meters)/.{1,4})",
                    match -> " per " + PER.get(match.group(1))));

    private ShortForms() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }

    /** Per what. After amounts, which have signs of their own. */
    static String readRates(String text) {
        return text.indexOf('/') < 0 ? text : Rule.all(RATES, text);
    }
}
