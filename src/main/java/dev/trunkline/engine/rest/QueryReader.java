package dev.trunkline.engine.rest;

import dev.trunkline.engine.history.Page;
import dev.trunkline.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. All throw an {@link ApiException} that names the parameter. Immutable.
 *
 * @param request whose query it is
 */
public record QueryReader(HttpRequest request) {

    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final int MAX_PAGE_SIZE = 100; // EVI's documented limit
    private static final int MAX_PAGE_NUMBER = 1_000_000;

    /** Which part of a list is asked for. */
    public Page.Request page(boolean ascending) {
        return new Page.Request(
                integer("page_number", 0, MAX_PAGE_NUMBER, 0),
                integer("page_size", 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE),
                ascending);
    }

    /** Text that a database takes; null for none. */
    public @Nullable String text(String name) {
        String value = request.queryValue(name);
        if (value != null && !FieldReader.isStorable(value)) {
            throw wrong(name, "must not contain NUL characters");
        }
        return value;
    }

    /** A flag, in any case; {@code otherwise} when it is absent. */
    public boolean flag(String name, boolean otherwise) {
        String value = request.queryValue(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    /** One of an enum's names, in any case; null when it is absent. */
    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String value = request.queryValue(name);
        E[] all = type.getEnumConstants();
        return value == null
                ? null
                : Arrays.stream(all)
                        .filter(each -> each.name().equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> wrong(name, "must be one of " + Arrays.toString(all)));
    }

    /** A time in Unix milliseconds, which must be there. */
    public long requiredMillis(String name) {
        String value = request.queryValue(name);
        if (value == null || !value.matches("\\d{1,18}")) {
            throw wrong(name, "must be a time in milliseconds since 1970");
        }
        return Long.parseLong(value);
    }

    private int integer(String name, int least, int most, int otherwise) {
        String value = request.queryValue(name);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw wrong(name, "must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    private static ApiException wrong(String name, String reason) {
        return ApiException.badRequest("the parameter '" + name + "' " + reason);
    }
}
