package dev.trunkline.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the API answers. Stateless. */
public final class JsonAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswers() {}

    public static HttpResponse of(int status, Object value) {
        try {
            return HttpResponse.json(status, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    /** That it cannot be: {@code words} name the field, and what to do. */
    public static HttpResponse error(int status, String words) {
        return of(status, Map.of("error", words));
    }

    /** The same with a word that programs can tell apart. */
    public static HttpResponse error(int status, String reason, String words) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("error", words);
        told.put("reason", reason);
        return of(status, told);
    }
}
