package dev.trunkline.engine.resources;

import dev.trunkline.engine.history.Page;
import dev.trunkline.net.http.HttpRequest;
import java.util.Locale;

/**
 * Which part of a list is asked for. Immutable.
 *
 * @param newestOnly whether older versions are left out, as EVI does unless it is told otherwise
 */
record PageQuery(Page.Request page, boolean newestOnly) {

    private static final int MAX_NUMBER = 1_000_000;
    private static final int MAX_SIZE = 100; // EVI's documented limit
    private static final int DEFAULT_SIZE = 10;

    static PageQuery of(HttpRequest request) {
        int number = integer(request, "page_number", 0, 0, MAX_NUMBER);
        int size = integer(request, "page_size", DEFAULT_SIZE, 1, MAX_SIZE);
        return new PageQuery(new Page.Request(number, size, false), flag(request, "restrict_to_most_recent", true));
    }

    private static int integer(HttpRequest request, String name, int instead, int least, int most) {
        String value = request.queryValue(name);
        if (value == null) {
            return instead;
        }
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw Refusal.bad("the parameter '" + name + "' must be a whole number between " + least + " and " + most);
        }
        return number;
    }

    private static boolean flag(HttpRequest request, String name, boolean instead) {
        String value = request.queryValue(name);
        if (value == null) {
            return instead;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.bad("the parameter '" + name + "' must be true or false");
        };
    }
}
