package dev.trunkline.engine.archive;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.Page;
import dev.trunkline.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters that EVI documents for its lists. */
final class ArchiveQuery {

    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_PAGE_NUMBER = 100_000_000;

    private ArchiveQuery() {}

    static Page.Request page(HttpRequest request) {
        return new Page.Request(
                number(request, "page_number", 0, MAX_PAGE_NUMBER, 0),
                number(request, "page_size", 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE),
                ascending(request));
    }

    static ChatEntry.@Nullable Status status(HttpRequest request) {
        String wanted = request.queryValue("status");
        if (wanted == null) {
            return null;
        }
        return Arrays.stream(ChatEntry.Status.values())
                .filter(status -> status.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadQuery("status must be one of " + Arrays.toString(ChatEntry.Status.values())));
    }

    static long millis(HttpRequest request, String name) {
        String value = request.queryValue(name);
        if (value == null || !value.matches("\\d{1,18}")) {
            throw new BadQuery(name + " must be a time in milliseconds since 1970");
        }
        return Long.parseLong(value);
    }

    private static int number(HttpRequest request, String name, int least, int most, int otherwise) {
        String value = request.queryValue(name);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new BadQuery(name + " must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    private static boolean ascending(HttpRequest request) {
        String value = request.queryValue("ascending_order");
        if (value == null || value.equalsIgnoreCase("true")) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw new BadQuery("ascending_order must be true or false");
    }
}
