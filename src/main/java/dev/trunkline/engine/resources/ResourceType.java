package dev.trunkline.engine.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.rest.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * What can be stored by name and version. Immutable.
 *
 * @param label as in messages and paths, and as it is stored
 * @param body what a version holds: a record whose components are named after EVI's fields
 */
public record ResourceType<T>(String label, Class<T> body) {

    /** How chats are held. */
    public static final ResourceType<AgentConfig> CONFIG = new ResourceType<>("config", AgentConfig.class);

    /** What models are told. */
    public static final ResourceType<Prompt> PROMPT = new ResourceType<>("prompt", Prompt.class);

    /** Functions that clients run. */
    public static final ResourceType<Tool> TOOL = new ResourceType<>("tool", Tool.class);

    // What an older or a newer version stored is read as far as it is known.
    private static final JsonMapper STORED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The body as it is stored. */
    public String write(T value) throws JsonProcessingException {
        return STORED.writeValueAsString(value);
    }

    /** The body that was stored. */
    public T read(String json) throws JsonProcessingException {
        return STORED.readValue(json, body);
    }

    String path() {
        return "/v0/evi/" + label + "s";
    }

    String pageField() {
        return label + "s_page";
    }

    /** A version, or the whole resource if {@code version} is null, is not there. */
    ApiException unknown(String id, @Nullable Integer version) {
        return ApiException.notFound(
                "there is no " + label + " " + id + (version == null ? "" : " with a version " + version));
    }

    /** Somebody else has this name. Ends as EVI's own message does: clients read the id from it. */
    public ApiException nameTaken(String holderId, String name) {
        return new ApiException(
                409,
                "another " + label + " has this name; choose another name or add a version to it (ID: " + holderId
                        + ", NAME: " + name + ")");
    }
}
