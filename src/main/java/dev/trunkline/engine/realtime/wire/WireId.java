package dev.trunkline.engine.realtime.wire;

import java.util.UUID;

/** Names for what a server makes: a word for its kind, and chance. */
public final class WireId {

    private static final int CHANCE_CHARS = 24;

    private WireId() {}

    /** A name that nothing else has, such as {@code item_…}. */
    public static String next(String kind) {
        return kind + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, CHANCE_CHARS);
    }
}
