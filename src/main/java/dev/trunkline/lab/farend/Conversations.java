package dev.trunkline.lab.farend;

import java.util.HashMap;
import java.util.Map;

/** Which conversations there were, and how many chats each has had. Confined to the far end's loop. */
final class Conversations {

    private final Map<String, Integer> chats = new HashMap<>();

    /** The next chat of a conversation: which one it is, counted from 0. */
    int next(String conversation) {
        return chats.merge(conversation, 1, Integer::sum) - 1;
    }
}
