package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.Page;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configs, prompts and tools within one transaction. Confined to the thread that {@link Resources} gives it to, and blocking.
 * What is deleted is neither found nor listed any more, but configs that mention it still have it: see {@link #mentioned}.
 */
public interface Shelf {

    /**
     * Puts the first version of something new here.
     *
     * @throws Refusal 409 when the name is taken
     */
    Resource create(Kind kind, String name, @Nullable String description, ObjectNode body);

    /**
     * Puts a further version here; of two at the same time one waits for the other.
     *
     * @param bodyAfter makes the new body, and is given the newest version so far
     * @return null when there is no such resource
     */
    @Nullable
    Resource addVersion(Kind kind, String id, @Nullable String description, Function<Resource, ObjectNode> bodyAfter);

    /** One version, the newest if {@code version} is null; null when there is none. */
    @Nullable
    Resource find(Kind kind, String id, @Nullable Integer version);

    /** The same, but also what has been deleted since. */
    @Nullable
    Resource mentioned(Kind kind, String id, @Nullable Integer version);

    /** The newest resource first, and of each its newest version. */
    Page<Resource> list(Filter filter, Page.Request page);

    /**
     * Gives all versions another name.
     *
     * @return false when there is no such resource
     * @throws Refusal 409 when the name is taken
     */
    boolean rename(Kind kind, String id, String name);

    /** Describes a version anew; returns null when there is none. */
    @Nullable
    Resource describe(Kind kind, String id, int version, @Nullable String description);

    /** Deletes all versions and frees the name; returns false when there is no such resource. */
    boolean delete(Kind kind, String id);

    /** Deletes a version, and with the last one the resource; returns false when there is no such version. */
    boolean deleteVersion(Kind kind, String id, int version);

    /**
     * What is listed.
     *
     * @param id of the only resource that is wanted; null for all
     * @param name likewise
     * @param newestOnly whether older versions are left out
     */
    record Filter(Kind kind, @Nullable String id, @Nullable String name, boolean newestOnly) {}
}
