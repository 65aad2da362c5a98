package dev.trunkline.engine.resources;

import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.rest.ApiException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configs, prompts and tools within one transaction. Confined to the thread that {@link Resources} gives it to, and blocking.
 * What is deleted is neither found nor listed any more, but configs that mention it still have it: see {@link #mentioned}.
 */
public interface ResourceTransaction {

    /**
     * Puts the first version of something new here.
     *
     * @throws ApiException 409 when the name is taken
     */
    <T> Resource<T> create(ResourceType<T> type, String name, @Nullable String description, T body);

    /**
     * Puts a further version here; of two at the same time one waits for the other.
     *
     * @param bodyAfter makes the new body, and is given the newest version so far
     * @return null when there is no such resource
     */
    <T> @Nullable Resource<T> addVersion(
            ResourceType<T> type, String id, @Nullable String description, Function<Resource<T>, T> bodyAfter);

    /** One version, the newest if {@code version} is null; null when there is none. */
    <T> @Nullable Resource<T> find(ResourceType<T> type, String id, @Nullable Integer version);

    /** The same, but also what has been deleted since. */
    <T> @Nullable Resource<T> mentioned(ResourceType<T> type, String id, @Nullable Integer version);

    /** The newest resource first, and of each its newest version. */
    <T> Page<Resource<T>> list(Filter<T> filter, Page.Request page);

    /**
     * Gives all versions another name.
     *
     * @return false when there is no such resource
     * @throws ApiException 409 when the name is taken
     */
    boolean rename(ResourceType<?> type, String id, String name);

    /** Describes a version anew; returns null when there is none. */
    <T> @Nullable Resource<T> describe(ResourceType<T> type, String id, int version, @Nullable String description);

    /** Deletes all versions and frees the name; returns false when there is no such resource. */
    boolean delete(ResourceType<?> type, String id);

    /** Deletes a version, and with the last one the resource; returns false when there is no such version. */
    boolean deleteVersion(ResourceType<?> type, String id, int version);

    /**
     * What is listed.
     *
     * @param id of the only resource that is wanted; null for all
     * @param name likewise
     * @param newestOnly whether older versions are left out
     */
    record Filter<T>(
            ResourceType<T> type,
            @Nullable String id,
            @Nullable String name,
            boolean newestOnly) {}
}
