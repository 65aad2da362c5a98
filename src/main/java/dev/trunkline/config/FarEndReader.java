package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.FarEndConfig.Dialect;
import dev.trunkline.config.TrunklineConfig.ConnectRate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code farEnds}, and which of them a route lists; what is wrong is noted, and reading goes on. Confined to one thread. */
final class FarEndReader {

    static final String SECTION = "farEnds";
    private static final EntryKeys OF_EMBEDDED =
            Entries.FAR_END.only("dialect", "maxChatSeconds", "connectsPerSecond", "connectsAfterOutage");
    static final Set<String> RESERVED = Set.of(FarEndConfig.EVI_LIST, FarEndConfig.EMBEDDED);
    private static final Pattern NAME = Pattern.compile(Entries.FAR_END_NAME);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final int MOST = 10;

    private final Map<String, String> environment;
    private final Values values;
    private final ConfigFile file;

    /** @param environment where the keys stand */
    FarEndReader(Map<String, String> environment, Values values, ConfigFile file) {
        this.environment = environment;
        this.values = values;
        this.file = file;
    }

    /** In the order of the file. */
    Map<String, FarEndConfig> read() {
        Map<String, FarEndConfig> farEnds = new LinkedHashMap<>();
        JsonNode section = file.root().path(SECTION);
        if (section.isMissingNode()) {
            return farEnds;
        }
        if (!section.isObject()) {
            file.mistake(
                    SECTION,
                    "must hold far ends by their names, such as openai: with a dialect and a key below it; it is "
                            + FileKeys.shape(section));
            return farEnds;
        }
        section.properties().forEach(each -> {
            String where = SECTION + "." + each.getKey();
            if (!NAME.matcher(each.getKey()).matches()) {
                file.mistake(where, "is no name: it must be lower-case letters, digits, - and _");
            } else if (RESERVED.contains(each.getKey())) {
                file.mistake(
                        where,
                        "is a name that stands for "
                                + (each.getKey().equals(FarEndConfig.EVI_LIST)
                                        ? "what " + Values.name(FarEndKey.URL) + " lists"
                                        : "the engine in this process")
                                + "; take another");
            }
            if (each.getValue().isObject()) {
                farEnds.put(
                        each.getKey(),
                        farEnd(each.getKey(), new FileEntry(file, each.getValue(), where, Entries.FAR_END)));
            } else {
                file.mistake(where, "must hold a dialect and what it needs; it is " + FileKeys.shape(each.getValue()));
            }
        });
        return farEnds;
    }

    private FarEndConfig farEnd(String name, FileEntry entry) {
        Dialect dialect = dialect(entry);
        FileEntry known =
                dialect == Dialect.EMBEDDED ? new FileEntry(file, entry.node(), entry.where(), OF_EMBEDDED) : entry;
        known.checkKeys();
        Secret key = secret(entry, "key");
        Secret secretKey = secret(entry, "secretKey");
        if (entry.has("secretKey") && dialect != Dialect.EVI) {
            entry.mistake("secretKey", "is for dialect: evi alone; write key");
        } else if (entry.has("secretKey") && !entry.has("key")) {
            entry.mistake("secretKey", "needs key");
        }
        if (needed(dialect).contains("key") && !entry.has("key")) {
            entry.mistake("key", "is missing; write key: ${" + variable(dialect) + "}, and set that variable");
        }
        if (needed(dialect).contains("model") && !entry.has("model")) {
            entry.mistake("model", "is missing; write the name of your deployment");
        }
        URI url = url(entry, dialect);
        if (url != null && key != null) {
            checkCleartext(entry, url);
        }
        return new FarEndConfig(
                name,
                dialect,
                url,
                key,
                secretKey,
                entry.text("model"),
                entry.text("voice"),
                authorities(entry),
                entry.usualNumber("connectTimeoutMillis"),
                entry.usualNumber("readyTimeoutMillis"),
                entry.number("maxChatSeconds", dialect.usualMaxChatSeconds()),
                new ConnectRate(entry.usualNumber("connectsPerSecond"), entry.usualNumber("connectsAfterOutage")));
    }

    /** The keys without which a far end of that dialect is none. */
    static List<String> needed(Dialect dialect) {
        List<String> needed = new ArrayList<>();
        if (dialect.key() == Dialect.Key.NEEDED) {
            needed.add("key");
        }
        if (dialect.usualUrl() == null && dialect != Dialect.EMBEDDED) {
            needed.add("url");
        }
        if (dialect == Dialect.AZURE_OPENAI) {
            needed.add("model");
        }
        return needed;
    }

    /** The keys that it may have. */
    static Set<String> taken(Dialect dialect) {
        Set<String> taken = new HashSet<>((dialect == Dialect.EMBEDDED ? OF_EMBEDDED : Entries.FAR_END).names());
        if (dialect != Dialect.EVI) {
            taken.remove("secretKey");
        }
        return taken;
    }

    private static String variable(Dialect dialect) {
        return switch (dialect) {
            case OPENAI, REALTIME -> "OPENAI_API_KEY";
            case AZURE_OPENAI -> "AZURE_OPENAI_API_KEY";
            case AZURE_VOICE_LIVE -> "AZURE_VOICELIVE_API_KEY";
            case XAI -> "XAI_API_KEY";
            case GEMINI -> "GEMINI_API_KEY";
            case EVI, EMBEDDED -> "HUME_API_KEY";
        };
    }

    private static Dialect dialect(FileEntry entry) {
        String word = entry.text("dialect");
        Dialect dialect = word == null ? null : Dialect.of(word);
        if (dialect != null) {
            return dialect;
        }
        String known = "known are " + String.join(", ", Dialect.words());
        if (word == null) {
            entry.mistake("dialect", "is missing; " + known);
        } else {
            String meant = Spelling.nearest(word, Dialect.words());
            entry.mistake(
                    "dialect",
                    Shown.quoted(word) + " is no dialect; " + (meant == null ? known : "did you mean " + meant + "?"));
        }
        return Dialect.REALTIME; // asks for least: what else is wrong is told too
    }

    private @Nullable URI url(FileEntry entry, Dialect dialect) {
        String text = entry.text("url");
        if (dialect == Dialect.EMBEDDED) {
            return null;
        }
        if (text == null) {
            String usual = dialect.usualUrl();
            if (needed(dialect).contains("url") && !entry.has("url")) {
                entry.mistake("url", "is missing; write " + example(dialect));
            }
            return usual == null ? null : URI.create(usual);
        }
        UrlText url = UrlText.read(text, "wss", "ws");
        if (url.trouble() != null) {
            entry.mistake("url", url.trouble());
        } else if (url.url() != null && url.url().getRawFragment() != null) {
            entry.mistake("url", "must have no #: what follows it is never sent");
        } else if (url.url() != null && holds(url.url(), "api[-_]?key|key|access_token")) {
            entry.mistake("url", "must hold no key: it is logged; write it as key");
        } else if (url.url() != null && holds(url.url(), "model|deployment")) {
            entry.mistake("url", "must not say the model; write it as model");
        } else if (url.url() != null && hasQuery(url.url(), dialect)) {
            entry.mistake("url", "must have no ?: paths and what is asked for are added to it");
        } else if (url.url() != null
                && dialect == Dialect.EVI
                && url.url().getRawPath().length() <= 1) {
            entry.mistake("url", "has no path; write " + example(dialect));
        }
        return url.url();
    }

    /** Azure's has a version there. */
    private static boolean hasQuery(URI url, Dialect dialect) {
        String query = url.getRawQuery();
        boolean isAzure = dialect == Dialect.AZURE_OPENAI || dialect == Dialect.AZURE_VOICE_LIVE;
        return query != null && !(isAzure && query.matches("api-version=[0-9a-zA-Z-]+"));
    }

    private static boolean holds(URI url, String parameters) {
        String query = url.getRawQuery();
        return query != null && query.toLowerCase(Locale.ROOT).matches("(.*&)?(" + parameters + ")=.*");
    }

    private static String example(Dialect dialect) {
        return switch (dialect) {
            case AZURE_OPENAI -> "wss://RESOURCE.openai.azure.com/openai/v1/realtime";
            case AZURE_VOICE_LIVE -> "wss://RESOURCE.services.ai.azure.com/voice-live/realtime";
            case EVI -> "wss://host/v0/evi";
            default -> "wss://host/v1/realtime";
        };
    }

    private void checkCleartext(FileEntry entry, URI url) {
        if (url.getScheme().equals("ws") && !Loopback.is(url) && !values.flag(ServerKey.ALLOW_CLEARTEXT)) {
            entry.mistake(
                    "url",
                    "is ws://, so that everybody on the way could read what goes there with key; use wss://, or allow it with "
                            + Values.name(ServerKey.ALLOW_CLEARTEXT) + ": true");
        }
    }

    /** A text, or the variable that holds it: {@code ${NAME}}. */
    private @Nullable Secret secret(FileEntry entry, String field) {
        String text = entry.text(field);
        if (text == null) {
            return null;
        }
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            String named = environment.get(variable.group(1));
            if (named == null || named.isBlank()) {
                entry.mistake(field, "names a variable that is not set: " + variable.group(1));
                return null;
            }
            text = named.strip();
        } else if (text.contains("${")) {
            entry.mistake(field, "must be ${NAME} alone, where a variable holds it");
            return null;
        }
        if (!Secret.fitsHeader(text)) {
            entry.mistake(field, Values.NO_HEADER);
            return null;
        }
        return new Secret(text);
    }

    private static List<X509Certificate> authorities(FileEntry entry) {
        String text = entry.text("caCertificate");
        try {
            return text == null ? List.of() : PemFiles.certificates(Path.of(text));
        } catch (InvalidPathException e) {
            entry.mistake("caCertificate", "is not the name of a file: " + Shown.quoted(String.valueOf(text)));
        } catch (IOException e) {
            entry.mistake("caCertificate", String.valueOf(e.getMessage()));
        }
        return List.of();
    }

    /** Whom a route asks, in this order; empty for what {@link FarEndKey#URL} lists. */
    static List<String> listed(FileEntry route, Set<String> named) {
        List<String> written = route.texts("ai");
        List<String> listed = new ArrayList<>();
        for (String each : written) {
            if (!named.contains(each) && !RESERVED.contains(each)) {
                List<String> known = new ArrayList<>(named);
                known.addAll(RESERVED.stream().sorted().toList());
                String meant = Spelling.nearest(each, known);
                route.mistake(
                        "ai",
                        Shown.quoted(each) + " is no far end; "
                                + (meant == null
                                        ? "name it below " + SECTION + ", or take one of " + known
                                        : "did you mean " + meant + "?"));
            } else if (listed.contains(each)) {
                route.mistake("ai", "names " + Shown.quoted(each) + " twice; it is tried again as it is");
            } else {
                listed.add(each);
            }
        }
        if (listed.size() > MOST) {
            route.mistake("ai", "has more than " + MOST + " far ends");
        }
        return List.copyOf(listed);
    }
}
