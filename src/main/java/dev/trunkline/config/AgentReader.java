package dev.trunkline.config;

import dev.trunkline.config.FarEndConfig.Dialect;
import dev.trunkline.config.RouteAgent.Mode;
import dev.trunkline.config.RouteAgent.Turns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an agent is, for all routes and for one; what is wrong is noted, and reading goes on. Confined to one thread. */
final class AgentReader {

    static final String SECTION = "agent";

    static final int MOST_INSTRUCTIONS = 65_536; // bytes
    private static final String EAGERNESS_KEY = SECTION + ".turns.eagerness";
    private static final String NEEDS_SEMANTIC = "needs mode: semantic_vad";
    private static final String EXAMPLE = "instructions, a greeting, a voice or what else the agent is";

    private final FileEntry top;
    private final Map<String, FarEndConfig> farEnds;
    private final RouteAgent ofAll;
    private boolean usesEagerness; // of all, by some route

    /** @param farEnds those that the file names */
    AgentReader(ConfigFile file, Map<String, FarEndConfig> farEnds) {
        this.top = FileEntry.top(file);
        this.farEnds = farEnds;
        this.ofAll = read(top);
    }

    /** What the file says of every agent. */
    RouteAgent ofAll() {
        return ofAll;
    }

    /**
     * One route's: what it does not say is as in the file.
     *
     * @param listed the far ends that it asks
     */
    RouteAgent ofRoute(FileEntry route, List<String> listed) {
        RouteAgent own = read(route);
        RouteAgent agent = own.over(ofAll);
        Turns turns = agent.turns();
        boolean takesEagerness = turns.mode() == Mode.SEMANTIC_VAD || (turns.mode() == null && asksGemini(listed));
        if (takesEagerness) {
            usesEagerness = true;
        } else if (own.turns().eagerness() != null && own.turns().mode() == null) {
            route.mistake(EAGERNESS_KEY, NEEDS_SEMANTIC);
        }
        return agent;
    }

    /** Gemini has no modes, and takes it without. */
    private boolean asksGemini(List<String> listed) {
        return listed.stream().anyMatch(name -> {
            FarEndConfig farEnd = farEnds.get(name);
            return farEnd != null && farEnd.dialect() == Dialect.GEMINI;
        });
    }

    /** All routes are read: what the file says of every agent, and none of them has any use for, is a mistake. */
    void checkUse() {
        Turns turns = ofAll.turns();
        if (turns.eagerness() != null && turns.mode() == null && !usesEagerness) {
            top.mistake(EAGERNESS_KEY, NEEDS_SEMANTIC);
        }
    }

    private static RouteAgent read(FileEntry parent) {
        FileEntry entry = parent.entry(SECTION, EXAMPLE);
        if (entry == null) {
            return RouteAgent.NONE;
        }
        entry.checkKeys();
        String language = entry.text("language");
        if (language != null && !entry.takes("language", language)) {
            entry.mistake("language", "must be a code such as en or de-CH, not " + Shown.quoted(language));
        }
        return new RouteAgent(
                instructions(entry),
                entry.text("greeting"),
                entry.text("voice"),
                entry.text("model"),
                entry.decimal("temperature"),
                language,
                turns(entry));
    }

    private static @Nullable String instructions(FileEntry entry) {
        String inline = entry.text("instructions");
        String file = entry.text("instructionsFile");
        if (file == null) {
            return inline;
        }
        if (inline != null) {
            entry.mistake("instructionsFile", "stands beside instructions; give one of the two");
            return inline;
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MOST_INSTRUCTIONS + 1);
            if (bytes.length > MOST_INSTRUCTIONS) { // cut, perhaps within a character
                entry.mistake("instructionsFile", "holds more than " + MOST_INSTRUCTIONS + " bytes: " + file);
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (text.isEmpty()) {
                entry.mistake("instructionsFile", "is empty: " + file);
            }
            return text;
        } catch (InvalidPathException e) {
            entry.mistake("instructionsFile", "is not the name of a file: " + Shown.quoted(file));
        } catch (CharacterCodingException e) {
            entry.mistake("instructionsFile", "is not UTF-8 text: " + file);
        } catch (IOException e) {
            entry.mistake(
                    "instructionsFile",
                    "cannot be read; "
                            + (Files.exists(Path.of(file)) ? "may this user read it: " : "does it exist: ")
                            + file);
        }
        return null;
    }

    private static Turns turns(FileEntry agent) {
        FileEntry entry = agent.entry("turns", "a mode, or how it is set");
        if (entry == null) {
            return RouteAgent.NONE.turns();
        }
        entry.checkKeys();
        String mode = entry.oneOf("mode");
        String eagerness = entry.oneOf("eagerness");
        Integer silenceMillis = entry.number("silenceMillis");
        Double threshold = entry.decimal("threshold");
        boolean isSemantic = "semantic_vad".equals(mode);
        if (isSemantic && (silenceMillis != null || threshold != null)) {
            entry.mistake("mode", "is semantic_vad, which has eagerness, and neither silenceMillis nor threshold");
        } else if (!isSemantic && mode != null && eagerness != null) {
            entry.mistake("eagerness", NEEDS_SEMANTIC);
        }
        return new Turns(
                mode == null ? null : Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                silenceMillis,
                threshold,
                eagerness,
                entry.has("weDecideInterruptions") ? entry.flag("weDecideInterruptions") : null);
    }
}
