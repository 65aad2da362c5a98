package dev.trunkline.config;

/**
 * Somebody who may ask this process. Immutable.
 *
 * @param name what the audit log calls them
 * @param role what they may do
 * @param sha256 of their token, in hex; the token itself is kept nowhere
 */
public record AdminToken(String name, Role role, String sha256) {

    /** The name of whoever shows {@code server.adminToken}. */
    public static final String OF_THE_SERVER = "admin";

    /** What somebody may do; each may what those before it may. */
    public enum Role {
        /** See calls, records and metrics. */
        VIEWER,
        /** Act on calls. */
        OPERATOR,
        /** Act on the process. */
        ADMIN
    }

    /** Without the hash: a weak token could be guessed from it. */
    @Override
    public String toString() {
        return "AdminToken[" + name + ", " + role + "]";
    }
}
