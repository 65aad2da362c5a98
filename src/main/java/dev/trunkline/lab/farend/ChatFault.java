package dev.trunkline.lab.farend;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What goes wrong in a chat, at EVI's level, and when. Immutable.
 *
 * @param amount what the kind says
 * @param chance of each chat, 0 to 1
 * @param afterMessages of the client's, such as 50 {@code audio_input} a second; faults of the handshake know none
 */
public record ChatFault(Kind kind, int amount, double chance, int afterMessages) {

    /** The grammar, for help. */
    public static final String GRAMMAR = "KIND[=AMOUNT][:CHANCE][@MESSAGES]";

    private static final Pattern TEXT = Pattern.compile(
            "(?<kind>[a-z-]+)(=(?<amount>[0-9]{1,7}))?(:(?<chance>[0-9]*\\.?[0-9]+))?(@(?<after>[0-9]{1,7}))?");
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final int LEAST_CODE = 1_000;
    private static final int MOST_CODE = 4_999;

    /** Everything that can go wrong. */
    public enum Kind {
        REFUSE(429, "the handshake is answered with this HTTP status instead"),
        MUTE(0, "it accepts, and says nothing at all, not even chat_metadata"),
        NO_METADATA(0, "it speaks, but never says chat_metadata"),
        LATE(2_000, "chat_metadata comes so many milliseconds late"),
        CLOSE(1_011, "it closes with this code"),
        ERROR(1_000, "it says error (E0500), and closes with this code"),
        NO_CREDIT(1_000, "it says error (E0300, out of credits), and closes with this code"),
        NO_RESUME(1_000, "who resumes is told error E0708 (no such group), and closed with this code"),
        VANISH(0, "the connection breaks without a word"),
        STALL(0, "it says nothing more, in the middle of what it says, and stays"),
        DEAF(0, "it reads nothing more, and talks on"),
        FLOOD(60, "it says so many seconds of sound at once"),
        WRONG_WAV(0, "its sound is no WAV any more"),
        GARBAGE(0, "it says a message that is no JSON, and goes on");

        private final int usual;
        private final String words;

        Kind(int usual, String words) {
            this.usual = usual;
            this.words = words;
        }

        /** What happens, for people. */
        public String words() {
            return words;
        }

        /** As it is written on a command line. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean isCode() {
            return this == CLOSE || this == ERROR || this == NO_CREDIT || this == NO_RESUME;
        }
    }

    public ChatFault {
        require(chance >= 0 && chance <= 1, "chance must be 0 to 1");
        require(amount >= 0 && afterMessages >= 0, "numbers must not be negative");
        require(kind != Kind.REFUSE || (amount >= LEAST_STATUS && amount <= MOST_STATUS), "status must be 200 to 599");
        require(!kind.isCode() || (amount >= LEAST_CODE && amount <= MOST_CODE), "code must be 1000 to 4999");
    }

    /** Of every chat, at once, as it usually is. */
    public static ChatFault of(Kind kind) {
        return new ChatFault(kind, kind.usual, 1, 0);
    }

    /** The same with another number. */
    public ChatFault amount(int value) {
        return new ChatFault(kind, value, chance, afterMessages);
    }

    /** The same in this share of the chats. */
    public ChatFault chance(double share) {
        return new ChatFault(kind, amount, share, afterMessages);
    }

    /** The same later. */
    public ChatFault after(int messages) {
        return new ChatFault(kind, amount, chance, messages);
    }

    /**
     * Reads one as people write it, such as {@code close=1011:0.3@200}.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static ChatFault read(String text) {
        Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no fault of a chat; write " + GRAMMAR);
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.label().equals(parts.group("kind")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + parts.group("kind")
                        + "' of a chat; there are "
                        + Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(", "))));
        try {
            ChatFault fault = of(kind);
            fault = parts.group("amount") == null ? fault : fault.amount(Integer.parseInt(parts.group("amount")));
            fault = parts.group("chance") == null ? fault : fault.chance(Double.parseDouble(parts.group("chance")));
            return parts.group("after") == null ? fault : fault.after(Integer.parseInt(parts.group("after")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
