package dev.trunkline.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code admin.tokens} of the file: who may ask this process, and for what. A token is turned into its hash at once; no
 * mistake shows one. Confined to one thread.
 */
final class AdminReader {

    /** The section of the file. */
    static final String SECTION = "admin";

    static final int LEAST_TOKEN_LENGTH = 24;

    private final ConfigFile file;

    AdminReader(ConfigFile file) {
        this.file = file;
    }

    /** @param own the hash of {@code server.adminToken}, or null when there is none */
    List<AdminToken> read(@Nullable String own) {
        FileEntry section = FileEntry.top(file).entry(SECTION, "tokens, a list of: name, role, token or sha256");
        if (section == null) {
            return List.of();
        }
        section.checkKeys();
        if (!section.has("tokens")) {
            section.mistake("", "must hold tokens, a list of: name, role, token or sha256");
        }
        Map<String, String> names = new HashMap<>();
        Map<String, String> hashes = new HashMap<>();
        names.put(AdminToken.OF_THE_SERVER, ServerKey.ADMIN_TOKEN.path());
        if (own != null) {
            hashes.put(own, ServerKey.ADMIN_TOKEN.path());
        }
        List<AdminToken> tokens = new ArrayList<>();
        section.each("tokens", "name, role, and token or sha256", entry -> {
            AdminToken token = token(entry);
            if (token != null) {
                claim(names, token.name(), entry.where() + ".name", "is taken by ");
                claim(hashes, token.sha256(), entry.where(), "is the same token as that of ");
                tokens.add(token);
            }
        });
        return List.copyOf(tokens);
    }

    private void claim(Map<String, String> claimed, String what, String where, String trouble) {
        String earlier = claimed.putIfAbsent(what, where);
        if (earlier != null) {
            file.mistake(where, trouble + earlier);
        }
    }

    private static @Nullable AdminToken token(FileEntry entry) {
        entry.checkKeys();
        String name = entry.text("name");
        if (name == null || !entry.takes("name", name)) {
            entry.mistake("name", "must be lower-case letters, digits, -, _ and .; it stands in the audit log");
            name = null;
        }
        String role = entry.text("role");
        if (role == null || !List.of("viewer", "operator", "admin").contains(role)) {
            entry.mistake("role", "must be viewer, operator or admin");
            role = null;
        }
        String sha256 = sha256(entry);
        return name == null || role == null || sha256 == null
                ? null
                : new AdminToken(name, AdminToken.Role.valueOf(role.toUpperCase(Locale.ROOT)), sha256);
    }

    private static @Nullable String sha256(FileEntry entry) {
        if (entry.has("token") == entry.has("sha256")) {
            entry.mistake("", "needs either token, or sha256: printf %s TOKEN | sha256sum");
            return null;
        }
        String plain = entry.text("token");
        String hash = entry.text("sha256");
        if (hash != null && !entry.takes("sha256", hash)) {
            entry.mistake("sha256", "must be 64 hex digits: printf %s TOKEN | sha256sum");
        } else if (plain != null && !entry.takes("token", plain)) {
            entry.mistake(
                    "token",
                    "is shorter than " + LEAST_TOKEN_LENGTH
                            + " characters, or holds what no header can carry; make one with: openssl rand -hex 24");
        } else if (plain != null) {
            return hash(plain);
        }
        return hash == null ? null : hash.toLowerCase(Locale.ROOT);
    }

    /** As {@code sha256sum} writes it. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
