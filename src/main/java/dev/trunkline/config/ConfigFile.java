package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A trunkline.yaml: what stands in it, and where. Confined to one thread. */
final class ConfigFile {

    private static final int MAX_BYTES = 1_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final @Nullable Path file;
    private final List<String> mistakes;
    private final UnaryOperator<String> shown;
    private final YamlTree tree;
    private final JsonNode root;

    private ConfigFile(@Nullable Path file, List<String> mistakes, UnaryOperator<String> shown) {
        this.file = file;
        this.mistakes = mistakes;
        this.shown = shown;
        this.tree = new YamlTree(this::mistake, shown);
        String text = file == null ? "" : text(file);
        this.root = text.isBlank() ? MissingNode.getInstance() : tree.read(text);
    }

    /**
     * Reads a file; what is wrong with it is noted.
     *
     * @param file null for none
     * @param shown how mistakes write a path of keys
     */
    static ConfigFile read(@Nullable Path file, List<String> mistakes, UnaryOperator<String> shown) {
        return new ConfigFile(file, mistakes, shown);
    }

    /** Keys and values, all of them texts; missing when there are none. */
    JsonNode root() {
        return root;
    }

    /** Notes what is wrong with a key of the file. */
    void mistake(String path, String what) {
        mistakes.add(at(path) + shown.apply(path) + " " + what);
    }

    /** What a line about a key of the file begins with; about a key that is not there, where it ought to be. */
    String at(String path) {
        String nearest = path;
        while (tree.line(nearest) == 0 && !nearest.isEmpty()) {
            nearest = nearest.substring(0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
        }
        return at(tree.line(nearest));
    }

    private void mistake(int line, String what) {
        mistakes.add(line > 0 ? at(line) + what : file + " " + what);
    }

    private String at(int line) {
        return file == null ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
    }

    private String text(Path file) {
        if (Files.isDirectory(file)) {
            mistakes.add(file + " is a folder; name the file in it");
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                mistakes.add(file + " holds more than " + MAX_BYTES + " bytes; is it the right file?");
                return "";
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(each -> each < ' ' && !Character.isWhitespace(each))) {
                mistakes.add(file + " holds bytes that no text has; is it the right file?");
                return "";
            }
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            mistakes.add(file + " is not UTF-8 text; save it as UTF-8, or is it the wrong file?");
        } catch (IOException e) {
            mistakes.add(
                    file + " cannot be read; " + (Files.exists(file) ? "may this user read it?" : "does it exist?"));
        }
        return "";
    }
}
