package dev.trunkline.engine.mind.remote;

/**
 * How long a caller is kept waiting for a model, and how much of one is listened to. Immutable.
 *
 * @param connectMillis until the connection stands
 * @param firstTokenMillis until the first token, a retry included
 * @param stallMillis between two tokens
 * @param totalMillis until the end of the answer
 * @param answerBytes of the whole HTTP response; what is longer is cut off and fails
 */
public record GenerationLimits(
        int connectMillis, int firstTokenMillis, int stallMillis, int totalMillis, int answerBytes) {

    public GenerationLimits {
        check(connectMillis, 60_000, "milliseconds to connect");
        check(firstTokenMillis, 600_000, "milliseconds to the first token");
        check(stallMillis, 600_000, "milliseconds between tokens");
        check(totalMillis, 3_600_000, "milliseconds for an answer");
        check(answerBytes, 64 * 1024 * 1024, "bytes of an answer");
    }

    /** 2 s to connect, 5 s to the first token, 5 s between tokens, 60 s and 4 MiB in all. */
    public static GenerationLimits defaults() {
        return new GenerationLimits(2_000, 5_000, 5_000, 60_000, 4 * 1024 * 1024);
    }

    static void check(long value, long most, String what) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "the number of " + what + " must be between 1 and " + most + ", not " + value);
        }
    }
}
