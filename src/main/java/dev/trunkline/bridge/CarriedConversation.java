package dev.trunkline.bridge;

import dev.trunkline.continuity.RememberedCall;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it is written into the links of a carrier, for a node that knows nothing of the call: its name at the far end that
 * has it, and which one that is. Immutable.
 *
 * @param chatGroupId null when there was none
 * @param farEnd empty when that is not known
 */
record CarriedConversation(@Nullable String chatGroupId, String farEnd) {

    private static final char AT = '@'; // in no name of a far end

    /** What a link of this node or another one says. */
    static CarriedConversation read(@Nullable String text) {
        int at = text == null ? -1 : text.lastIndexOf(AT);
        return text == null || at < 0
                ? new CarriedConversation(text, "")
                : new CarriedConversation(text.substring(0, at), text.substring(at + 1));
    }

    /** Null when there is none. */
    static @Nullable String text(RememberedCall known) {
        return text(known.chatGroupId(), known.farEnd());
    }

    /** The same of a conversation that a stream has left behind. */
    static @Nullable String text(@Nullable String chatGroupId, String farEnd) {
        return chatGroupId == null || farEnd.isEmpty() ? chatGroupId : chatGroupId + AT + farEnd;
    }
}
