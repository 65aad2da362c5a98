package dev.trunkline.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conversations of one call, by their far ends' names for them. Guarded by its owner. */
final class ConversationNames {

    private static final int MOST_FORMER = 5_000; // a far end that comes and goes may not fill the memory

    private final List<String> former = new ArrayList<>();
    private @Nullable String present;

    /** The call goes on in this one, which it may have had before. */
    void goesOnIn(String name) {
        String before = present;
        present = name;
        boolean isKept = before == null || before.isEmpty() || before.equals(name) || former.contains(before);
        if (!isKept && former.size() < MOST_FORMER) {
            former.add(before);
        }
    }

    /** The one that it has, or null while there is none. */
    @Nullable
    String present() {
        return present;
    }

    /** Those that it had before, the first first. */
    List<String> former() {
        return List.copyOf(former);
    }
}
