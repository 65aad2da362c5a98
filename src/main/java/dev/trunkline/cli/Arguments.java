package dev.trunkline.cli;

import dev.trunkline.config.UrlText;
import java.net.URI;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What options take, checked while the command line is read: a wrong one is usage, and nothing has begun. */
final class Arguments {

    private static final int MAX_PORT = 65_535;
    private static final Pattern DIGITS =
            Pattern.compile("[0-9]{1,5}"); // to the JDK, those of other scripts are digits too

    private Arguments() {}

    /** An http:// or https:// address. */
    static final class HttpUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return url(text, "http", "https");
        }
    }

    /** A ws:// or wss:// address. */
    static final class WebSocketUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return url(text, "ws", "wss");
        }
    }

    /** A port to listen on; 0 takes any free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!DIGITS.matcher(text).matches() || Integer.parseInt(text) > MAX_PORT) {
                throw new TypeConversionException("it must be a number from 0 to " + MAX_PORT);
            }
            return Integer.valueOf(text);
        }
    }

    /** A file that is going to be written. */
    static final class Output implements ITypeConverter<OutputFile> {
        @Override
        public OutputFile convert(String text) {
            return OutputFile.of(text);
        }
    }

    private static URI url(String text, String... schemes) {
        UrlText url = UrlText.read(text, schemes);
        URI uri = url.url();
        if (uri == null) {
            throw new TypeConversionException("it " + url.trouble());
        }
        return uri;
    }
}
