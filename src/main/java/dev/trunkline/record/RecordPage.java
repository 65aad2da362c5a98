package dev.trunkline.record;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some records, newest first. Immutable; its component names are JSON of the API.
 *
 * @param next what to ask with for those after them, or null when there are none
 */
public record RecordPage<T>(List<T> records, @Nullable String next) {
    public RecordPage {
        records = List.copyOf(records);
    }

    /**
     * A page of what was found.
     *
     * @param found one more than {@code limit} when there is another page
     */
    public static <T> RecordPage<T> of(List<T> found, int limit, Function<T, RecordQuery.Cursor> place) {
        return found.size() <= limit
                ? new RecordPage<>(found, null)
                : new RecordPage<>(
                        found.subList(0, limit),
                        place.apply(found.get(limit - 1)).text());
    }
}
