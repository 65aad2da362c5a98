package dev.trunkline.engine.resources;

import org.jspecify.annotations.Nullable;

/** A request that cannot be granted, and why; undoes the transaction it is thrown in. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The HTTP status that says so. */
    int status() {
        return status;
    }

    static Refusal bad(String message) {
        return new Refusal(400, message);
    }

    /** A version, or the whole resource if {@code version} is null. */
    static Refusal unknown(Kind kind, String id, @Nullable Integer version) {
        return new Refusal(
                404, "there is no " + kind.label() + " " + id + (version == null ? "" : " with a version " + version));
    }

    /** Ends as EVI's own message does: clients read the id from it. */
    public static Refusal nameTaken(Kind kind, String holderId, String name) {
        return new Refusal(
                409,
                "another " + kind.label() + " has this name; choose another name or add a version to it (ID: "
                        + holderId + ", NAME: " + name + ")");
    }
}
