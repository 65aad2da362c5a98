package dev.trunkline.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trunkline.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What an action is asked with: a JSON object of a few fields. Immutable. */
final class ActionBody {

    /** Of a text, in UTF-16: some minutes of speech. */
    static final int MOST_CHARACTERS = 2_000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode fields;

    private ActionBody(JsonNode fields) {
        this.fields = fields;
    }

    /** Says what is wrong with a body. */
    static final class BadBody extends Exception {
        private static final long serialVersionUID = 1L;

        BadBody(String words) {
            super(words);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a body; an empty one has no fields.
     *
     * @param known the fields that there are
     */
    static ActionBody of(HttpRequest request, Set<String> known) throws BadBody {
        if (request.body().length == 0) {
            return new ActionBody(JsonNodeFactory.instance.objectNode());
        }
        JsonNode read;
        try {
            read = JSON.readTree(request.bodyText());
        } catch (JsonProcessingException e) {
            throw new BadBody("the body is no JSON: send an object with " + known);
        }
        if (!read.isObject()) {
            throw new BadBody("the body is no JSON object: send one with " + known);
        }
        List<String> unknown = new ArrayList<>();
        for (Iterator<String> names = read.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            throw new BadBody("there is no field " + unknown.get(0) + " here, but " + known);
        }
        return new ActionBody(read);
    }

    /** A text that must be there. */
    String text(String name) throws BadBody {
        String text = optionalText(name);
        if (text.isBlank()) {
            throw new BadBody(name + " is missing: send a text of 1 to " + MOST_CHARACTERS + " characters");
        }
        return text;
    }

    /** The same that may be left out, "" then. */
    String optionalText(String name) throws BadBody {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new BadBody(name + " must be a string");
        }
        String text = value.textValue();
        if (text.length() > MOST_CHARACTERS) {
            throw new BadBody(name + " has " + text.length() + " characters: send " + MOST_CHARACTERS + " at most");
        }
        return text;
    }

    boolean flag(String name) throws BadBody {
        JsonNode value = fields.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new BadBody(name + " must be true or false");
        }
        return value.booleanValue();
    }
}
