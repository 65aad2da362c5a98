package dev.trunkline.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.YamlTree;
import dev.trunkline.engine.mind.script.Script;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A script of the operator's, in YAML. */
public final class ScriptFile {

    private static final long MAX_BYTES = 4_000_000;

    private ScriptFile() {}

    /**
     * Reads it.
     *
     * @throws ConfigException with all that is wrong in it, each with its line
     */
    public static Script read(Path file) throws ConfigException {
        List<String> mistakes = new ArrayList<>();
        YamlTree yaml =
                new YamlTree((line, what) -> mistakes.add(file + (line > 0 ? ", line " + line : "") + ": " + what));
        JsonNode tree = yaml.read(text(file));
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        try {
            return Script.read(tree, yaml::line);
        } catch (Script.Mistaken e) {
            throw new ConfigException(
                    e.mistakes().stream().map(mistake -> file + ", " + mistake).toList());
        }
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(List.of(file + " has more than " + MAX_BYTES + " bytes; is it a script?"));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigException(List.of(file + " is not UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file
                    + (Files.isDirectory(file)
                            ? " is a folder; name the file in it"
                            : " cannot be read; "
                                    + (Files.exists(file) ? "may this user read it?" : "does it exist?"))));
        }
    }
}
