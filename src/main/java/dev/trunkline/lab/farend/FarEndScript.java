package dev.trunkline.lab.farend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a far end does to its chats that no far end should, and what it bears at most. Immutable.
 *
 * @param faults of chats
 * @param seed of which chats they strike
 * @param maxChats at the same time, above which handshakes are answered with 429; 0: any number
 * @param longestChatSeconds after which error E0715 is said and the chat closed with 1000, as EVI does after half an hour;
 *     0: never
 * @param framesPerInterim after so many frames of the caller an interim transcript is sent, whatever they hold; 0: never
 * @param tool what is called when a client of the Realtime dialect asks in words and wants a response; null: it is answered
 */
public record FarEndScript(
        List<ChatFault> faults,
        long seed,
        int maxChats,
        int longestChatSeconds,
        int framesPerInterim,
        @Nullable Tool tool) {

    /** A function call. */
    public record Tool(String name, String argumentsJson) {}

    /** A far end without a fault. */
    public static final FarEndScript NONE = new FarEndScript(List.of(), 1, 0, 0, 0, null);

    private static final int MOST = 100_000;

    public FarEndScript {
        faults = List.copyOf(faults);
        if (maxChats < 0 || maxChats > MOST || longestChatSeconds < 0 || longestChatSeconds > MOST) {
            throw new IllegalArgumentException("numbers of chats and seconds must be 0 to " + MOST);
        }
    }

    /** These faults, by chance of this seed. */
    public static FarEndScript of(long seed, ChatFault... faults) {
        return new FarEndScript(List.of(faults), seed, 0, 0, 0, null);
    }

    /** The same with so many chats at most. */
    public FarEndScript bearing(int chats) {
        return new FarEndScript(faults, seed, chats, longestChatSeconds, framesPerInterim, tool);
    }

    /** The same with chats that last so long at most. */
    public FarEndScript lasting(int seconds) {
        return new FarEndScript(faults, seed, maxChats, seconds, framesPerInterim, tool);
    }

    /** The same that calls a function when it is asked in words. */
    public FarEndScript calling(String name, String argumentsJson) {
        return new FarEndScript(
                faults, seed, maxChats, longestChatSeconds, framesPerInterim, new Tool(name, argumentsJson));
    }
}
