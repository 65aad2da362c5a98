package dev.trunkline.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The single values, read one by one; what is wrong is noted, and reading goes on. Confined to one thread. */
final class Values {

    /** More makes no sense, and a text that is spoken would take minutes. */
    static final int MAX_LENGTH = 10_000;

    // Digits of other scripts are digits to the JDK, and so are a float's "1f" and "0x1p3".
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{0,18}\\.?[0-9]{1,18}([eE]-?[0-9]{1,2})?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static final String NO_HEADER =
            "holds a space or another character that no header may hold, or is too long; copy it again";

    private final Map<String, String> environment;
    private final ConfigFile file;
    private final Map<String, String> fileValues;
    private final List<String> mistakes;

    Values(Map<String, String> environment, ConfigFile file, List<String> mistakes) {
        this.environment = environment;
        this.file = file;
        this.fileValues = FileKeys.read(file);
        this.mistakes = mistakes;
    }

    /** The environment wins over the file; empty counts as absent. */
    @Nullable
    String text(ConfigKey key) {
        String value = given(key);
        if (value != null && value.length() > MAX_LENGTH) {
            mistake(key, "has " + value.length() + " characters; " + MAX_LENGTH + " are the most");
            return key.defaultText();
        }
        if (value != null && value.indexOf('\0') >= 0) {
            mistake(key, "holds a NUL character, which no name and no text has");
            return key.defaultText();
        }
        return value == null ? key.defaultText() : value;
    }

    /** A text that its shape takes; null when there is none, or another. */
    @Nullable
    String fitting(ConfigKey key, String must) {
        String text = text(key);
        if (text != null && !takes(key.shape(), text)) {
            mistake(key, must);
            return null;
        }
        return text;
    }

    /** What somebody wrote, in the environment or else in the file. */
    private @Nullable String given(ConfigKey key) {
        String value = inEnvironment(key);
        if (value == null) {
            value = fileValues.get(key.path());
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private @Nullable String inEnvironment(ConfigKey key) {
        String variable = key.variable();
        String value = variable == null ? null : environment.get(variable);
        return value == null || value.isBlank() ? null : value;
    }

    boolean isGiven(ConfigKey key) {
        return given(key) != null;
    }

    /** Whether the file has the key, though empty, and nothing else is said. */
    boolean isEmptied(ConfigKey key) {
        return given(key) == null && fileValues.containsKey(key.path());
    }

    /** What goes out in a header, or comes in by one. */
    @Nullable
    Secret headerSecret(ConfigKey key) {
        Secret secret = secret(key);
        if (secret != null && !Secret.fitsHeader(secret.reveal())) {
            mistake(key, NO_HEADER);
            return null;
        }
        return secret;
    }

    @Nullable
    Secret secret(ConfigKey key) {
        String text = text(key);
        if (text != null && CONTROL.matcher(text).find()) {
            mistake(key, "holds a line break or another control character; copy it again");
            return null;
        }
        return text == null ? null : new Secret(text);
    }

    @Nullable
    Integer optionalNumber(ConfigKey key) {
        Shape.Whole shape = shape(key, Shape.Whole.class);
        int least = shape.least();
        int most = shape.most();
        String text = text(key);
        if (text == null || isWord(text, shape.words())) {
            return null;
        }
        if (!WHOLE.matcher(text).matches()) {
            mistake(
                    key,
                    "is not a whole number" + found(key, ": ") + "; give one from " + least + " to " + most
                            + or(shape.words()));
            return null;
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            mistake(key, "is not between " + least + " and " + most + nor(shape.words()) + found(key, ": "));
            return null;
        }
        return (int) number;
    }

    /** Its default when it is wrong. */
    int number(ConfigKey key) {
        Integer number = optionalNumber(key);
        return number == null ? Integer.parseInt(key.setting().needUsual()) : number;
    }

    /** One of some numbers; its default when it is none. */
    int chosenNumber(ConfigKey key) {
        return Integer.parseInt(oneOf(key));
    }

    @Nullable
    Double optionalDecimal(ConfigKey key) {
        Shape.Decimal shape = shape(key, Shape.Decimal.class);
        double least = shape.least();
        double most = shape.most();
        String text = text(key);
        if (text == null || isWord(text, shape.words())) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            mistake(
                    key,
                    "is not a number" + found(key, ": ") + "; give one from " + plain(least) + " to " + plain(most)
                            + or(shape.words()));
            return null;
        }
        double number = Double.parseDouble(text);
        if (number < least || number > most) {
            mistake(
                    key,
                    "is not between " + plain(least) + " and " + plain(most) + nor(shape.words()) + found(key, ": "));
            return null;
        }
        return number;
    }

    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** Its default when it is wrong. */
    double decimal(ConfigKey key) {
        Double number = optionalDecimal(key);
        return number == null ? Double.parseDouble(key.setting().needUsual()) : number;
    }

    boolean flag(ConfigKey key) {
        return Boolean.parseBoolean(oneOf(key));
    }

    /** One of its words; its default when it is none. */
    String oneOf(ConfigKey key) {
        List<String> allowed = shape(key, Shape.Choice.class).words();
        String text = text(key);
        if (text != null && allowed.contains(text)) {
            return text;
        }
        String meant = text == null ? null : Spelling.nearest(text, allowed);
        mistake(
                key,
                "must be one of " + String.join(", ", allowed) + found(key, ", not ")
                        + (meant == null ? "" : "; did you mean " + meant + "?"));
        return key.setting().needUsual();
    }

    /** One of an enum's names, in lower case. */
    <E extends Enum<E>> E oneOf(ConfigKey key, E otherwise) {
        return Enum.valueOf(otherwise.getDeclaringClass(), oneOf(key).toUpperCase(Locale.ROOT));
    }

    /** Several values, separated by commas or, in the file, as a list. */
    List<String> list(ConfigKey key) {
        String text = text(key);
        if (text == null) {
            return List.of();
        }
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            mistake(key, "has a comma too many");
        }
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    /** Notes it when one is given without another that it needs. */
    void needs(ConfigKey key, ConfigKey other) {
        if (isGiven(key) && !isGiven(other)) {
            mistake(key, "needs " + name(other));
        }
    }

    /** An address with a host and without a user; its scheme in lower case. */
    @Nullable
    URI url(ConfigKey key) {
        return url(key, shape(key, Shape.Url.class).array());
    }

    /** The same where what stands elsewhere leaves fewer schemes. */
    @Nullable
    URI url(ConfigKey key, String... schemes) {
        String text = text(key);
        return text == null ? null : readUrl(key, text, schemes);
    }

    private @Nullable URI readUrl(ConfigKey key, String text, String... schemes) {
        UrlText url = UrlText.read(text, schemes);
        if (url.trouble() != null) {
            mistake(key, url.trouble());
        } else if (url.url() != null && url.url().getRawFragment() != null) {
            mistake(key, "must have no #: what follows it is never sent");
            return null;
        }
        return url.url();
    }

    /** The same of an address that paths are added to. */
    @Nullable
    URI base(ConfigKey key) {
        return base(key, shape(key, Shape.Url.class).array());
    }

    /** The same where what stands elsewhere leaves fewer schemes. */
    @Nullable
    URI base(ConfigKey key, String... schemes) {
        String text = text(key);
        return text == null ? null : readBase(key, text, schemes);
    }

    /** The same of one of several. */
    @Nullable
    URI readBase(ConfigKey key, String text, String... schemes) {
        URI url = readUrl(key, text, schemes);
        if (url != null && url.getRawQuery() != null) {
            mistake(key, "must have no ?: it is a base, to which paths are added; keys go elsewhere");
            return null;
        }
        return url;
    }

    @Nullable
    Path file(ConfigKey key) {
        String text = text(key);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            mistake(key, "is not the name of a file" + found(key, ": "));
            return null;
        }
    }

    /** Those of a PEM file; none when there is no file. */
    List<X509Certificate> certificates(ConfigKey key) {
        Path path = file(key);
        try {
            return path == null ? List.of() : PemFiles.certificates(path);
        } catch (IOException e) {
            mistake(key, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Notes it, with the place where the value stands. */
    void mistake(ConfigKey key, String what) {
        boolean isInFile = inEnvironment(key) == null && fileValues.containsKey(key.path());
        String line = (isInFile ? file.at(key.path()) : "") + name(key) + " " + what;
        if (!mistakes.contains(line)) { // a value that two ask for is read twice
            mistakes.add(line);
        }
    }

    /** What was found instead, unless that is a secret. */
    private String found(ConfigKey key, String before) {
        String given = given(key);
        return given == null || key.setting().isSecret() ? "" : before + Shown.quoted(given);
    }

    private static <S extends Shape> S shape(ConfigKey key, Class<S> type) {
        return type.cast(key.shape());
    }

    private static boolean takes(Shape shape, String text) {
        return shape instanceof Shape.Choice choice ? choice.takes(text) : ((Shape.Text) shape).takes(text);
    }

    private static boolean isWord(String text, List<String> words) {
        return words.contains(text.toLowerCase(Locale.ROOT));
    }

    private static String nor(List<String> words) {
        return words.isEmpty() ? "" : ", nor " + String.join(", ", words);
    }

    private static String or(List<String> words) {
        return words.isEmpty() ? "" : ", or " + String.join(", ", words);
    }

    static String name(ConfigKey key) {
        return key.variable() == null ? key.path() : key.variable() + " (" + key.path() + ")";
    }
}
