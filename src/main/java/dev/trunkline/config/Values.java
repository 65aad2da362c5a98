package dev.trunkline.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The single values, read one by one; what is wrong is noted, and reading goes on. Confined to one thread. */
final class Values {

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final List<String> mistakes;

    Values(Map<String, String> environment, Map<String, String> file, List<String> mistakes) {
        this.environment = environment;
        this.file = file;
        this.mistakes = mistakes;
    }

    /** The environment wins over the file; empty counts as absent. */
    @Nullable
    String text(ConfigKey key) {
        String variable = key.variable();
        String value = variable == null ? null : environment.get(variable);
        if (value == null || value.isBlank()) {
            value = file.get(key.path());
        }
        return value == null || value.isBlank() ? key.defaultText() : value.strip();
    }

    @Nullable
    Secret secret(ConfigKey key) {
        String text = text(key);
        return text == null ? null : new Secret(text);
    }

    @Nullable
    Integer optionalNumber(ConfigKey key, int least, int most) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            mistake(key, "is not a whole number; give one from " + least + " to " + most);
            return null;
        }
        mistake(key, "is not between " + least + " and " + most);
        return null;
    }

    int number(ConfigKey key, int otherwise, int least, int most) {
        Integer number = optionalNumber(key, least, most);
        return number == null ? otherwise : number;
    }

    int oneOf(ConfigKey key, int... allowed) {
        int number = number(key, allowed[0], 0, Integer.MAX_VALUE);
        if (Arrays.stream(allowed).noneMatch(each -> each == number)) {
            mistake(key, "must be one of " + Arrays.toString(allowed));
        }
        return number;
    }

    @Nullable
    Double optionalDecimal(ConfigKey key, double least, double most) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            mistake(key, "is not a number; give one from " + least + " to " + most);
            return null;
        }
        mistake(key, "is not between " + least + " and " + most);
        return null;
    }

    double decimal(ConfigKey key, double least, double most, double otherwise) {
        Double number = optionalDecimal(key, least, most);
        return number == null ? otherwise : number;
    }

    /** One of these words; the first when it is none. */
    String oneOf(ConfigKey key, String... allowed) {
        String text = text(key);
        if (text != null && Arrays.asList(allowed).contains(text)) {
            return text;
        }
        mistake(key, "must be one of " + String.join(", ", allowed));
        return allowed[0];
    }

    /** One of an enum's names, in lower case. */
    <E extends Enum<E>> E oneOf(ConfigKey key, E otherwise) {
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        String[] names = Arrays.stream(all)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        String name = oneOf(key, names);
        return all[Arrays.asList(names).indexOf(name)];
    }

    @Nullable
    URI url(ConfigKey key, String... schemes) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            if (url.getHost() != null && Arrays.asList(schemes).contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            mistake(key, "is not a URL");
            return null;
        }
        mistake(key, "must be a URL that begins with " + String.join(":// or ", schemes) + "://");
        return null;
    }

    @Nullable
    Path file(ConfigKey key) {
        String text = text(key);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            mistake(key, "is not the name of a file");
            return null;
        }
    }

    /** Those of a PEM file; none when there is no file. */
    List<X509Certificate> certificates(ConfigKey key) {
        Path file = file(key);
        try {
            return file == null ? List.of() : PemFiles.certificates(file);
        } catch (IOException e) {
            mistake(key, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    void mistake(ConfigKey key, String what) {
        mistakes.add(name(key) + " " + what);
    }

    static String name(ConfigKey key) {
        return key.variable() == null ? key.path() : key.variable() + " (" + key.path() + ")";
    }
}
