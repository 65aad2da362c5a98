package dev.trunkline.ops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may ask, known by the SHA-256 of a token each; no token is kept. Immutable. */
public final class Operators {

    private static final Operators NOBODY = new Operators(List.of());

    private final List<Known> known;

    private Operators(List<Known> known) {
        this.known = known;
    }

    /**
     * Somebody whose token was good.
     *
     * @param name for the audit log
     */
    public record Operator(String name, Role role) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record, and never written to
    private record Known(Operator operator, byte[] sha256) {}

    /** No token opens anything. */
    public static Operators nobody() {
        return NOBODY;
    }

    /** The same and one more. */
    public Operators with(String name, Role role, String token) {
        return withHash(name, role, HexFormat.of().formatHex(hash(token)));
    }

    /**
     * The same and one more, of whose token only the hash is known.
     *
     * @param sha256 in hex, of the token
     */
    public Operators withHash(String name, Role role, String sha256) {
        List<Known> more = new ArrayList<>(known);
        more.add(new Known(new Operator(name, role), HexFormat.of().parseHex(sha256)));
        return new Operators(List.copyOf(more));
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** Whose token it is, or null. All of them are compared, whole: how long it takes says nothing about any. */
    @Nullable
    Operator of(String token) {
        byte[] presented = hash(token);
        Operator found = null;
        for (Known each : known) {
            if (MessageDigest.isEqual(each.sha256, presented)) {
                found = each.operator;
            }
        }
        return found;
    }

    /** The SHA-256 of a secret, which is kept instead of it. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
