package dev.trunkline.engine.resources;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids of resources as clients write them. */
final class ResourceIds {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ResourceIds() {}

    /** The id as it is stored, or null when nothing can have it. */
    static @Nullable String parse(String given) {
        String id = given.toLowerCase(Locale.ROOT);
        return UUID.matcher(id).matches() ? id : null;
    }
}
