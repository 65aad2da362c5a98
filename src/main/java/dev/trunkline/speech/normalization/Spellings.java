package dev.trunkline.speech.normalization;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said letter by letter, and which capitals are words all the same. */
final class Spellings {

    /** Voices take the letter A for the article, or for nothing they know. */
    private static final String LETTER_A = "ay";

    private static final Pattern VOWEL = Pattern.compile("[AEIOUYaeiouy]");
    private static final Pattern LOWER_CASE_WORD = Pattern.compile("\\b[A-Z]?[a-z]{2,}\\b");
    private static final Pattern UPPER_CASE_WORD = Pattern.compile("\\b[A-Z]{2,}\\b");
    private static final int LEAST_SHOUTED_WORDS = 3;

    /** Of four letters and more, or letters that would be a word as well. */
    private static final Set<String> SPELLED = Set.of(
            ("AM AI AD AC IT US UK EU UN ID IP IQ IR IV UI UX OS PO CEO CIO COO CFO ESQ EST EDT CEST UTC ETA FAQ API USA"
                            + " UAE URL USB USPS UPS ATM ISBN IMEI IEEE ISO ISP IRS IRA VAT VIN VIP VPN ASAP AARP HIPAA OAP IOU"
                            + " AFAIK ADHD ACLU UCLA USDA HSBC YMCA EBITDA UEFA NAACP MOT NHS HMRC EIN ABN APR AUD USD EUR INR BYOD"
                            + " AAA FIAT EOD")
                    .split(" "));

    /** Short words that are written in capitals to be heard, and names made of first letters that are said as words. */
    private static final Set<String> WORDS = Set.of(
            ("NO NOT ALL AND THE YOU ARE CAN NEW NOW ONE TWO SIX TEN OUT OUR DUE FOR ANY OF OR ON IN TO BY AT IF SO DO GO BE IS AS"
                            + " WE HE ME MY AN UP HIS HER HIM ITS WAS HAS HAD DID GET GOT PUT SEE SAY WHO WHY HOW MAY LET USE PAY BUY ASK"
                            + " TRY ACT ADD BIG BAD OLD OFF OWN YES TOO TOP END DAY WAY MAN MEN TAX FAX APP MAX MIN NET SUM TIP VAN WAR"
                            + " BUT BOX CAR CUT EAT FEW FIX FUN GAP GAS JOB KEY LAW LOT LOW MIX OIL RED RUN SET SIT SKY SUN TEA WET"
                            + " WIN HI OH PIN SIM ZIP RAM ROM LAN WAN DOS VIA PER PRO")
                    .split(" "));

    private static final Map<String, String> AS_IF_WRITTEN = Map.of(
            "wi-fi", "why fie", "wifi", "why fie", "jpeg", "jay peg", "gmbh", "G M B H", "phd", "P H D", "bsc", "B S C",
            "msc", "M S C", "ok", "okay", "iban", "eye ban");

    /** The last letter of several of a kind. */
    private static final Map<Character, String> SEVERAL = Map.ofEntries(
            Map.entry('A', "ays"),
            Map.entry('B', "bees"),
            Map.entry('C', "sees"),
            Map.entry('D', "dees"),
            Map.entry('E', "ease"),
            Map.entry('F', "effs"),
            Map.entry('G', "jeeze"),
            Map.entry('I', "eyes"),
            Map.entry('K', "kays"),
            Map.entry('L', "ells"),
            Map.entry('M', "ems"),
            Map.entry('N', "ens"),
            Map.entry('O', "owes"),
            Map.entry('P', "peas"),
            Map.entry('Q', "cues"),
            Map.entry('R', "ours"),
            Map.entry('S', "esses"),
            Map.entry('T', "tees"),
            Map.entry('U', "use"),
            Map.entry('V', "vees"),
            Map.entry('X', "exes"));

    private static final List<Rule> NAMES = List.of(
            Rule.of(
                    "(?<![\\w-])[A-Za-z](?:-[A-Za-z]){2,}(?:-\\d)*(?![\\w-])|(?<![\\w.])(?:[A-Z]\\.){4,}",
                    match -> oneByOne(match.group())),
            Rule.of(
                    "\\b([A-Z]{1,3})&([A-Z]{1,3})\\b",
                    match -> letters(match.group(1)) + " and " + letters(match.group(2))),
            Rule.of("(?<![\\w-])(?:[A-Za-z]-){2,}(?:\\d-?){2,}(?![\\w-])", match -> oneByOne(match.group())));
    private static final List<Rule> MIXED_CASE = List.of(
            Rule.ofAnyCase(
                    "\\b(?:wi-?fi|jpeg|gmbh|phd|[bm]sc|ok|iban)\\b",
                    match -> AS_IF_WRITTEN.get(match.group().toLowerCase(Locale.ROOT))),
            Rule.of("(?<=\\b[A-Z]{1,4})/(?=[A-Z]{1,4}\\b)", match -> " "),
            Rule.of("(?<![\\w.])\\.(?=[A-Z]{2,})", match -> "dot "),
            Rule.of("\\bi(?=[A-Z])", match -> "eye "),
            Rule.of("\\be(?=[A-Z])", match -> "E "),
            Rule.of("(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{3})(?=[A-Z]{2})", match -> " "));
    private static final Rule LONE_A = Rule.of(
            "(?<=[a-z0-9,] )A(?![\\w'.-])|\\bA(?=,|[.!?;:]?$| [A-Z]\\b(?![.'])| ?(?:and|or|[&/]) ?[A-Z]\\b| as in )|(?<=\\b[B-Z] )A\\b|(?<=[B-Z]-)A\\b",
            match -> LETTER_A);
    private static final List<Rule> CAPITALS = List.of(
            Rule.of("(?<=\\b[A-Z]{2,5})-(?=[A-Z]\\b)", match -> " "),
            Rule.of("\\b([A-Z]{2,5})(?:'?s)\\b", Spellings::several),
            Rule.of("\\b[A-Z]{2,}\\b", match -> isWord(match.group()) ? null : letters(match.group())));
    private static final Pattern INITIAL_CLUSTER = Pattern.compile(
            "(?i)(?:b[lr]|c[hlr]|d[rw]|f[lr]|g[hlnr]|k[lnr]|p[hlrs]|qu|rh|s[chklmnpqtvw]|t[hrsw]|w[hr])[a-z]*");

    private Spellings() {}

    /** Names that somebody spells. Before hyphens mean anything else. */
    static String readNames(String text) {
        return Rule.all(NAMES, text);
    }

    /** Capitals and mixed case. After all that has a meaning as a whole. */
    static String readCapitals(String text) {
        String apart = Rule.all(MIXED_CASE, text);
        if (isShouted(apart)) {
            return Rule.all(List.of(Rule.of("\\b[B-DF-HJ-NP-TV-XZ]{2,5}\\b", match -> letters(match.group()))), apart);
        }
        return Rule.all(CAPITALS, Rule.all(List.of(LONE_A), apart));
    }

    /** Letter by letter. */
    static String letters(String word) {
        List<String> letters = new ArrayList<>();
        word.codePoints().forEach(c -> letters.add(letter(c)));
        return String.join(" ", letters);
    }

    /** Whether a part of a code or an address is better said than spelled. */
    static boolean isPronounceable(String word) {
        boolean looksSpelled = word.length() > 2
                && word.length() < 5
                && word.toUpperCase(Locale.ROOT).equals(word);
        return VOWEL.matcher(word).find() && !looksSpelled;
    }

    /** A part of an address: the initial before a surname is said by itself, as in "jsmith". */
    static String initialApart(String part) {
        return part.length() > 3 && startsImpossibly(part)
                ? letters(part.substring(0, 1)) + " " + part.substring(1)
                : part;
    }

    /** With two consonants that no English word begins with. */
    private static boolean startsImpossibly(String word) {
        return !VOWEL.matcher(word.substring(0, 1)).matches()
                && !VOWEL.matcher(word.substring(1, 2)).matches()
                && !INITIAL_CLUSTER.matcher(word).matches();
    }

    private static String letter(int c) {
        int upper = Character.toUpperCase(c);
        return upper == 'A' ? LETTER_A : Character.toString(upper);
    }

    /** With time to write each of them down. */
    private static String oneByOne(String spelled) {
        return spelled.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(c -> Character.isDigit(c) ? Numerals.each(Character.toString(c)) : letter(c))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String several(MatchResult match) {
        String word = match.group(1);
        String end = SEVERAL.get(word.charAt(word.length() - 1));
        return isWord(word) || end == null ? null : letters(word.substring(0, word.length() - 1)) + " " + end;
    }

    private static boolean isWord(String capitals) {
        if (SPELLED.contains(capitals) || !VOWEL.matcher(capitals).find()) {
            return false;
        }
        return (capitals.length() > 3 && !startsImpossibly(capitals)) || WORDS.contains(capitals);
    }

    /** A whole sentence in capitals: what is short in it is a word, as "us" and "it" are. */
    private static boolean isShouted(String text) {
        return UPPER_CASE_WORD.matcher(text).results().count() >= LEAST_SHOUTED_WORDS
                && !LOWER_CASE_WORD.matcher(text).find();
    }
}
