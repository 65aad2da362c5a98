package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code admin.tokens} of the file: who may ask this process, and for what. A token is turned into its hash at once; no
 * mistake shows one. Confined to one thread.
 */
final class AdminReader {

    /** The section of the file. */
    static final String SECTION = "admin";

    static final int LEAST_TOKEN_LENGTH = 24;

    private static final String TOKENS = SECTION + ".tokens";
    private static final Set<String> KEYS = Set.of("name", "role", "token", "sha256");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,39}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final ConfigFile file;

    AdminReader(ConfigFile file) {
        this.file = file;
    }

    /** @param own the hash of {@code server.adminToken}, or null when there is none */
    List<AdminToken> read(@Nullable String own) {
        JsonNode section = file.root().path(SECTION);
        if (section.isMissingNode()) {
            return List.of();
        }
        if (!section.isObject() || !section.path("tokens").isArray()) {
            file.mistake(
                    section.has("tokens") ? TOKENS : SECTION,
                    "must hold tokens, a list of: name, role, token or sha256");
            return List.of();
        }
        section.fieldNames().forEachRemaining(field -> {
            if (!field.equals("tokens")) {
                file.mistake(SECTION + "." + field, "is not a key; only tokens is");
            }
        });
        Map<String, String> names = new HashMap<>();
        Map<String, String> hashes = new HashMap<>();
        names.put(AdminToken.OF_THE_SERVER, ConfigKey.ADMIN_TOKEN.path());
        if (own != null) {
            hashes.put(own, ConfigKey.ADMIN_TOKEN.path());
        }
        List<AdminToken> tokens = new ArrayList<>();
        for (int i = 0; i < section.path("tokens").size(); i++) {
            String where = TOKENS + "[" + i + "]";
            AdminToken token = token(section.path("tokens").get(i), where);
            if (token != null) {
                claim(names, token.name(), where + ".name", "is taken by ");
                claim(hashes, token.sha256(), where, "is the same token as that of ");
                tokens.add(token);
            }
        }
        return List.copyOf(tokens);
    }

    private void claim(Map<String, String> claimed, String what, String where, String trouble) {
        String earlier = claimed.putIfAbsent(what, where);
        if (earlier != null) {
            file.mistake(where, trouble + earlier);
        }
    }

    private @Nullable AdminToken token(JsonNode node, String where) {
        if (!node.isObject()) {
            file.mistake(where, "must hold name, role, and token or sha256; it is " + FileKeys.shape(node));
            return null;
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!KEYS.contains(field)) {
                file.mistake(where + "." + field, "is not a key; known are name, role, token, sha256");
            }
        });
        String name = node.path("name").asText("");
        boolean isNamed = NAME.matcher(name).matches();
        if (!isNamed) {
            file.mistake(where + ".name", "must be lower-case letters, digits, -, _ and .; it stands in the audit log");
        }
        AdminToken.Role role = role(node.path("role").asText(""), where);
        String sha256 = sha256(node, where);
        return isNamed && role != null && sha256 != null ? new AdminToken(name, role, sha256) : null;
    }

    private AdminToken.@Nullable Role role(String text, String where) {
        for (AdminToken.Role role : AdminToken.Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        file.mistake(where + ".role", "must be viewer, operator or admin");
        return null;
    }

    private @Nullable String sha256(JsonNode node, String where) {
        String plain = node.path("token").asText("");
        String hash = node.path("sha256").asText("").toLowerCase(Locale.ROOT);
        if (plain.isEmpty() == hash.isEmpty()) {
            file.mistake(where, "needs either token, or sha256: printf %s TOKEN | sha256sum");
            return null;
        }
        if (!hash.isEmpty()) {
            if (!HASH.matcher(hash).matches()) {
                file.mistake(where + ".sha256", "must be 64 hex digits: printf %s TOKEN | sha256sum");
                return null;
            }
            return hash;
        }
        if (plain.length() < LEAST_TOKEN_LENGTH || !Secret.fitsHeader(plain)) {
            file.mistake(
                    where + ".token",
                    "is shorter than " + LEAST_TOKEN_LENGTH
                            + " characters, or holds what no header can carry; make one with: openssl rand -hex 24");
            return null;
        }
        return hash(plain);
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
