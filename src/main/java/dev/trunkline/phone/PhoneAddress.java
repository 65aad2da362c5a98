package dev.trunkline.phone;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a carrier or an operator names as a party of a call, in one normal form: two spellings of the same party are equal.
 * Upper case means nothing, also where RFC 3261 lets it: no operator tells two people apart by it. Immutable.
 *
 * <p>Forms and words as Twilio has them: "TwiML for Programmable Voice", its request parameters, and "How are withheld caller
 * IDs shown": a network that has only digits spells the word on the keypad.
 *
 * @param kind what it is
 * @param text the normal form: {@code +14155550100}, {@code 12345}, {@code sip:name@host}, {@code client:name},
 *     {@code whatsapp:+14155550100}, {@code anonymous}, or what it was, in lower case
 */
public record PhoneAddress(Kind kind, String text) {

    /** What a party can be. */
    public enum Kind {
        /** A telephone number with its country: a plus and 7 to 15 digits (E.164). */
        NUMBER,
        /** 3 to 6 digits that mean something in one network only. */
        SHORT_CODE,
        /** A SIP address. */
        SIP,
        /** An app or a browser on Twilio's own network. */
        CLIENT,
        /** A party of a messenger that can call, such as WhatsApp. */
        MESSENGER,
        /** A caller who does not want to be known, or is not. */
        WITHHELD,
        /** Anything else: a name, an empty text. */
        OTHER
    }

    private static final int MAX_CHARACTERS = 500; // what comes after them tells nobody apart
    private static final int SHOWN_AT_START = 3; // +14
    private static final int SHOWN_AT_END = 2;
    private static final String WITHHELD_TEXT = "anonymous";
    private static final Set<String> WITHHELD = Set.of(
            "anonymous", "restricted", "blocked", "unknown", "unavailable", "private", "withheld", "anonymouscaller");
    private static final Set<String> WITHHELD_ON_THE_KEYPAD =
            Set.of("266696687", "7378742833", "2562533", "8656696", "86282452253", "7748283", "94844353");
    private static final Map<String, Kind> SCHEMES = Map.of(
            "sip", Kind.SIP,
            "sips", Kind.SIP,
            "client", Kind.CLIENT,
            "tel", Kind.NUMBER,
            "whatsapp", Kind.MESSENGER,
            "messenger", Kind.MESSENGER,
            "rcs", Kind.MESSENGER);

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern IN_BRACKETS = Pattern.compile("[^<>]*<([^<>]*)>.*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9a-f]{2})+");
    private static final Pattern WRITTEN_NUMBER =
            Pattern.compile("\\(?\\+?[0-9\\s\\p{Zs}().\\p{Pd}/\u2212]*[0-9][0-9\\s\\p{Zs}().\\p{Pd}/\u2212]*");
    private static final Pattern TRUNK_ZERO = Pattern.compile("^(\\(?\\+\\s*[0-9]{1,3}\\)?\\s*)\\(0\\)");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{6,14}");
    private static final Pattern SHORT = Pattern.compile("[0-9]{3,6}");
    private static final Pattern DEFAULT_PORT = Pattern.compile(":506[01]$");

    /** Reads whatever it is; never fails. */
    public static PhoneAddress of(String written) {
        String bounded = written.substring(0, Math.min(written.length(), MAX_CHARACTERS));
        String text =
                decoded(asciiDigits(bounded).strip().toLowerCase(Locale.ROOT)).strip();
        Matcher brackets = IN_BRACKETS.matcher(text);
        if (brackets.matches()) { // a display name before it, as in SIP's headers
            text = brackets.group(1).strip();
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return plain(text);
        }
        String rest = scheme.group(2).strip();
        Kind kind = rest.isEmpty() ? Kind.OTHER : SCHEMES.getOrDefault(scheme.group(1), Kind.OTHER);
        return switch (kind) {
            case SIP -> sip(rest);
            case CLIENT -> isWithheld(rest) ? withheld() : new PhoneAddress(kind, "client:" + before(rest, "?"));
            case NUMBER -> plain(before(rest, ";"));
            case MESSENGER ->
                new PhoneAddress(kind, scheme.group(1) + ":" + plain(rest).text());
            default -> new PhoneAddress(Kind.OTHER, text);
        };
    }

    private static PhoneAddress plain(String text) {
        if (isWithheld(text)) {
            return withheld();
        }
        if (WRITTEN_NUMBER.matcher(text).matches()) {
            String digits = NO_DIGIT.matcher(TRUNK_ZERO.matcher(text).replaceFirst("$1"))
                    .replaceAll("");
            boolean international = text.startsWith("+") || text.startsWith("(+");
            if (!international && digits.startsWith("00")) {
                digits = digits.substring(2);
                international = true;
            }
            if (INTERNATIONAL.matcher(digits).matches()) {
                return new PhoneAddress(Kind.NUMBER, "+" + digits);
            }
            if (!international && SHORT.matcher(digits).matches()) {
                return new PhoneAddress(Kind.SHORT_CODE, digits);
            }
        }
        return new PhoneAddress(Kind.OTHER, text);
    }

    /** User and host, without what says only how to get there. */
    private static PhoneAddress sip(String rest) {
        String address = before(before(rest, "?"), ";");
        int at = rest.indexOf('@');
        if (at >= 0 && address.indexOf('@') < 0) { // parameters may also stand inside of the user part
            address = before(rest.substring(0, at), ";") + before(before(rest.substring(at), "?"), ";");
        }
        at = address.lastIndexOf('@');
        String user = before(before(address.substring(0, Math.max(0, at)), ";"), ":"); // a password is not the party
        String host = DEFAULT_PORT.matcher(address.substring(at + 1)).replaceFirst("");
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (isWithheld(user) || host.equals("anonymous.invalid")) { // RFC 3323, 4.1.1.3
            return withheld();
        }
        boolean hasPlus = user.startsWith("+") || user.startsWith("00");
        PhoneAddress number = plain(user);
        String name = hasPlus && number.kind() == Kind.NUMBER ? number.text() : user;
        return new PhoneAddress(Kind.SIP, "sip:" + (name.isEmpty() ? host : name + "@" + host));
    }

    private static PhoneAddress withheld() {
        return new PhoneAddress(Kind.WITHHELD, WITHHELD_TEXT);
    }

    private static boolean isWithheld(String text) {
        String word = text.startsWith("+") ? text.substring(1).strip() : text;
        return WITHHELD.contains(word.replaceAll("[\\s_.-]+", ""))
                || (text.startsWith("+") && WITHHELD_ON_THE_KEYPAD.contains(word))
                || word.equals("266696687"); // without its plus too: of the others some are numbers of somebody
    }

    /**
     * The telephone number of this party, E.164, or null. A party of a messenger has one, and one whom SIP names by a number
     * with its country.
     */
    public @Nullable String number() {
        String name = before(text.substring(text.indexOf(':') + 1), "@");
        return switch (kind) {
            case NUMBER -> text;
            case SIP, MESSENGER ->
                name.startsWith("+") && INTERNATIONAL.matcher(name.substring(1)).matches() ? name : null;
            default -> null;
        };
    }

    /** How a log may name it: the kind of party, and of a number its first and last digits. */
    public String masked() {
        String number = number();
        String scheme = kind == Kind.MESSENGER ? before(text, ":") + ":" : "";
        return switch (kind) {
            case NUMBER, MESSENGER -> number == null ? scheme + "***" : scheme + hidden(number);
            case SIP -> "sip:***";
            case CLIENT -> "client:***";
            case WITHHELD -> text;
            case SHORT_CODE, OTHER -> text.isEmpty() ? "" : "***";
        };
    }

    private static String hidden(String number) {
        int hidden = Math.max(0, number.length() - SHOWN_AT_START - SHOWN_AT_END);
        return number.substring(0, SHOWN_AT_START) + "*".repeat(hidden) + number.substring(SHOWN_AT_START + hidden);
    }

    /** Whether a telephone may be shown it as who calls: Twilio refuses a {@code <Dial>} with anything else (13214). */
    public boolean isCallerId() {
        return kind == Kind.NUMBER;
    }

    /** Whether a carrier can ring it. */
    public boolean canBeDialled() {
        return kind == Kind.NUMBER || kind == Kind.SIP || kind == Kind.CLIENT;
    }

    private static String before(String text, String end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String asciiDigits(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            ascii.appendCodePoint(digit < 0 ? c : '0' + digit);
        });
        return ascii.toString();
    }

    /** What is percent-encoded, if it is UTF-8; {@code text} is in lower case. */
    private static String decoded(String text) {
        return ESCAPED.matcher(text).replaceAll(run -> {
            String hex = run.group().replace("%", "");
            byte[] bytes = new byte[hex.length() / 2];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
            }
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        });
    }
}
