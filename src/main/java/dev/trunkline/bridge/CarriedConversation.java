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
    private static final String NONE = "@"; // a link without anything was given to nobody who was sent on

    /** What a link of this node or another one says. */
    static CarriedConversation read(@Nullable String text) {
        if (text == null || text.equals(NONE)) {
            return new CarriedConversation(null, "");
        }
        int at = text.lastIndexOf(AT);
        String name = at < 0 ? text : text.substring(0, at);
        return new CarriedConversation(name.isEmpty() ? null : name, at < 0 ? "" : text.substring(at + 1));
    }

    /** Of a call; null: nothing is known of it. */
    static String text(@Nullable RememberedCall known) {
        return known == null ? NONE : text(known.chatGroupId(), known.farEnd());
    }

    /** The same of a conversation that a stream has left behind. */
    static String text(@Nullable String chatGroupId, String farEnd) {
        return chatGroupId == null ? NONE : farEnd.isEmpty() ? chatGroupId : chatGroupId + AT + farEnd;
    }
}
