package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of a tool, as far as its pieces have come. Confined to its generation's lock. */
final class PartialToolCall {

    private final Set<String> offered;
    private final @Nullable Integer index;
    private final String id;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private int chunk;

    /**
     * One piece as it comes.
     *
     * @param index null when there is none
     * @param id empty when there is none
     * @param name may be a part of it, or empty
     * @param arguments may be a part of them, or empty
     * @param whole whether the arguments came as an object, not as text
     * @param chunk in which it came
     */
    record Piece(@Nullable Integer index, String id, String name, String arguments, boolean whole, int chunk) {

        static Piece of(JsonNode entry, int chunk) {
            JsonNode function = entry.path("function").isObject() ? entry.path("function") : entry;
            JsonNode given = function.path("arguments");
            boolean hasIndex =
                    entry.path("index").canConvertToInt() || entry.path("index").isTextual();
            return new Piece(
                    hasIndex ? Integer.valueOf(entry.path("index").asInt()) : null,
                    entry.path("id").asText(""),
                    function.path("name").asText("").strip(),
                    // Ollama's own dialect has an object there.
                    given.isObject() ? given.toString() : given.asText(""),
                    given.isObject(),
                    chunk);
        }
    }

    /** @param offered the names of the tools that there are: by them a part of a name is told from a whole one */
    PartialToolCall(Piece first, Set<String> offered) {
        this.offered = offered;
        this.index = first.index();
        this.id = first.id();
        add(first);
    }

    @Nullable
    Integer index() {
        return index;
    }

    String id() {
        return id;
    }

    String name() {
        return name.toString();
    }

    String arguments() {
        return arguments.toString();
    }

    int lengthChars() {
        return name.length() + arguments.length();
    }

    /** Whether {@code piece}, which would belong here by its index, id or place, begins another call all the same. */
    boolean isFollowedBy(Piece piece) {
        boolean isRenamed =
                !piece.id().isEmpty() && !id.isEmpty() && !piece.id().equals(id);
        if (piece.name().isEmpty()) {
            // Some servers make a new id for every piece: without a name it begins nothing while something is
            // unfinished.
            return isRenamed && isComplete();
        }
        if (isRenamed) {
            return !(name().equals(piece.name()) && isUnfinished());
        }
        boolean isRepeated = name().equals(piece.name())
                && (piece.arguments().isBlank() || arguments().equals(piece.arguments()));
        if (!piece.id().isEmpty() && piece.id().equals(id)) {
            return isComplete() && ToolCallAssembler.isObject(piece.arguments()) && !isRepeated;
        }
        boolean isBeside = piece.chunk() == chunk && piece.index() == null;
        if (isBeside || name.length() == 0) {
            return isBeside;
        }
        if (isComplete()) {
            return !isRepeated;
        }
        return isUnfinished() ? isAnother(piece) : !isPartOfName(piece.name()) && isAnother(piece);
    }

    void add(Piece piece) {
        chunk = piece.chunk();
        if (arguments.length() == 0) {
            addName(piece.name());
        }
        if (piece.whole()) {
            arguments.setLength(0);
            arguments.append(piece.arguments());
        } else if (!(isComplete() && arguments().equals(piece.arguments()))) {
            arguments.append(piece.arguments());
        }
    }

    private void addName(String part) {
        if (isPartOfName(part)) {
            name.append(part);
        } else if (!part.equals(name())) {
            boolean growsFromTheBeginning = part.startsWith(name()) && offered.contains(part);
            if (growsFromTheBeginning) {
                name.setLength(0);
            }
            name.append(part);
        }
    }

    private boolean isPartOfName(String part) {
        String longer = name + part;
        return !part.isEmpty() && name.length() > 0 && offered.stream().anyMatch(known -> known.startsWith(longer));
    }

    private boolean isAnother(Piece piece) {
        return !piece.name().equals(name())
                && offered.contains(piece.name())
                && !piece.name().startsWith(name());
    }

    private boolean isUnfinished() {
        return !arguments.toString().isBlank() && !isComplete();
    }

    private boolean isComplete() {
        // Parsing is for those that look like it: most pieces come in the middle.
        String text = arguments.toString().strip();
        return text.endsWith("}") && ToolCallAssembler.isObject(text);
    }
}
