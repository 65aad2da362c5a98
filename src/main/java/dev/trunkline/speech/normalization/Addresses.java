package dev.trunkline.speech.normalization;

import dev.trunkline.speech.normalization.Reading.Tally;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Mail and web addresses as one says them on the telephone. */
final class Addresses {

    private static final int MAX_PATH_CHARS = 40; // nobody remembers more
    private static final String DOMAINS =
            "com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|co|me|tv|eu|uk|us|ca|de|fr|es|it|nl"
                    + "|at|ch|se|no|dk|fi|pl|pt|ie|au|nz|in|jp|cn|br|mx|za|ru|cloud|shop|online|site|tech|health|bank";
    private static final Set<String> SHORT_WORDS = Set.of(
            "me", "my", "we", "us", "co", "no", "go", "do", "so", "to", "be", "by", "in", "is", "on", "of", "up");
    private static final Set<String> SPELLED = Set.of("faq", "usa", "api", "uae", "eur", "usd", "exe", "ios");
    private static final String FILE_TYPES =
            "txt|pdf|html?|docx?|xlsx?|pptx?|csv|json|ya?ml|xml|zip|jpe?g|png|gif|svg|mp[34]|wav|exe|js|ts|java|py|css|md|log";
    private static final Pattern FILE = Pattern.compile(
            "(?<![\\w@/.])([A-Za-z0-9_-]{1,60})\\.(" + FILE_TYPES + ")(?![\\w@]|\\.\\w)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("(?<!\\S)~?(?:/[A-Za-z_][A-Za-z0-9._-]{0,60}){2,}+/?(?!\\S)");
    private static final Pattern HARDWARE =
            Pattern.compile("(?<![\\w:])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![\\w:])");
    private static final Pattern IP_6 = Pattern.compile(
            "(?<![\\w:])(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]+:){7})[0-9A-Fa-f]{0,4}(?::{1,2}[0-9A-Fa-f]{1,4}){1,7}(?![\\w:])");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]|:");
    private static final Pattern MAIL = Pattern.compile(
            "(?<![A-Za-z0-9._%+'-])(?:mailto:)?([A-Za-z0-9._%+'-]{1,64})@([A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WEB =
            Pattern.compile("(?:\\b(?:https?|wss?|ftp)://([^\\s<>\"'(),;]+)|\\b((?:www\\.)[^\\s<>\"'(),;]+)"
                    + "|(?<![\\w@.])((?:[A-Za-z0-9-]+\\.)+(?:" + DOMAINS
                    + ")(?![\\w.-]*\\w@)\\b(?!\\.\\w)(?::\\d+)?(?:/[^\\s<>\"'(),;]*)?))");
    private static final Pattern IP = Pattern.compile(
            "(?<![\\w.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?::(\\d{1,5}))?(?![\\w]|\\.\\d)");
    private static final Pattern HANDLE = Pattern.compile("(?<![\\w@.])@([A-Za-z0-9_]{2,30})");
    private static final Pattern PARTS =
            Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)|(?<=[^A-Za-z0-9])|(?=[^A-Za-z0-9])|(?<=[a-z])(?=[A-Z])");

    private Addresses() {}

    static String read(String text, Tally tally) {
        List<Rule> rules = List.of(
                new Rule(MAIL, match -> " " + spelled(match.group(1)) + " at " + spelled(match.group(2)) + " "),
                new Rule(WEB, match -> web(match, tally)),
                new Rule(PATH, match -> spelled(match.group()) + " "),
                new Rule(FILE, match -> " " + spelled(match.group()) + " "),
                new Rule(HARDWARE, match -> hexadecimal(match.group().replaceAll("[:-]", ""))),
                new Rule(IP_6, match -> hexadecimal(match.group())),
                new Rule(IP, Addresses::ip),
                new Rule(HANDLE, match -> " at " + spelled(match.group(1))));
        return Rule.all(rules, text);
    }

    private static String web(MatchResult match, Tally tally) {
        String address = Rule.group(match, 1) + Rule.group(match, 2) + Rule.group(match, 3);
        int end = address.length();
        while (end > 0 && ".:!?]}*_/".indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        String punctuation = address.substring(end).replaceAll("[^.!?]", "");
        String bare = address.substring(0, end).replaceFirst("^[^/@]*@", "");
        int query = indexOfAny(bare, "?#");
        String path = query < 0 ? bare : bare.substring(0, query);
        int slash = path.indexOf('/');
        boolean isLong = slash >= 0 && path.length() - slash > MAX_PATH_CHARS;
        String said = isLong ? path.substring(0, slash) : path;
        tally.add(Unspoken.ADDRESS, bare.length() - said.length());
        return " " + spelled(said) + punctuation + " ";
    }

    private static String hexadecimal(String address) {
        return HEX.matcher(address)
                .results()
                .map(MatchResult::group)
                .map(sign -> sign.equals(":")
                        ? "colon"
                        : sign.matches("\\d") ? Numerals.each(sign) : Spellings.letters(sign))
                .collect(Collectors.joining(" "));
    }

    private static int indexOfAny(String text, String signs) {
        for (int i = 0; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static String ip(MatchResult match) {
        String said = Numerals.each(match.group(1)) + " dot " + Numerals.each(match.group(2)) + " dot "
                + Numerals.each(match.group(3)) + " dot " + Numerals.each(match.group(4));
        String port = Rule.group(match, 5);
        return port.isEmpty() ? said : said + " port " + Numerals.each(port);
    }

    private static String spelled(String address) {
        return PARTS.splitAsStream(address).map(Addresses::part).collect(Collectors.joining(" "));
    }

    private static String word(String part) {
        String word = part.toUpperCase(Locale.ROOT).equals(part) ? part.toLowerCase(Locale.ROOT) : part;
        boolean isShort = word.length() == 1 || (word.length() == 2 && !SHORT_WORDS.contains(word));
        boolean isSpelled =
                isShort || (word.length() <= 4 && !Spellings.isPronounceable(word)) || SPELLED.contains(word);
        return isSpelled ? Spellings.letters(word) : Spellings.initialApart(word);
    }

    private static String part(String part) {
        if (part.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Numerals.inGroups(part);
        }
        return switch (part) {
            case "." -> "dot";
            case "-" -> "dash";
            case "_" -> "underscore";
            case "/" -> "slash";
            case "+" -> "plus";
            case ":" -> "colon";
            case "%" -> "percent";
            case "~" -> "tilde";
            case "=" -> "equals";
            case "&" -> "and";
            case "www" -> "w w w";
            default -> word(part);
        };
    }
}
