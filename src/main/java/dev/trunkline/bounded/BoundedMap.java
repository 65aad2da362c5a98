package dev.trunkline.bounded;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** Never holds more than so many: whatever is put in pushes the first one out. Not thread-safe. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    @Serial
    private static final long serialVersionUID = 1;

    private final int most;

    /** The first one is the oldest; a key that is put again keeps its place unless it was removed before. */
    public BoundedMap(int most) {
        this(most, false);
    }

    private BoundedMap(int most, boolean isByLastUse) {
        super(16, 0.75f, isByLastUse);
        this.most = most;
    }

    /** The first one is what was neither got nor put for longest. */
    public static <K, V> BoundedMap<K, V> byLastUse(int most) {
        return new BoundedMap<>(most, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
