package dev.trunkline.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads who answers the calls. Confined to one thread. */
final class EviReader {

    static final int MOST_FAR_ENDS = 10;

    private final Values values;

    EviReader(Values values) {
        this.values = values;
    }

    TrunklineConfig.Evi read() {
        List<EviAddress> addresses = addresses();
        Secret apiKey = values.headerSecret(FarEndKey.API_KEY);
        values.needs(FarEndKey.SECRET_KEY, FarEndKey.API_KEY);
        values.needs(FarEndKey.CONFIG_VERSION, FarEndKey.CONFIG_ID);
        if (apiKey == null && addresses.stream().anyMatch(EviReader::isHumes)) {
            values.mistake(FarEndKey.URL, "is Hume's, which needs " + Values.name(FarEndKey.API_KEY));
        }
        return new TrunklineConfig.Evi(
                addresses,
                apiKey,
                values.headerSecret(FarEndKey.SECRET_KEY),
                values.text(FarEndKey.CONFIG_ID),
                values.optionalNumber(FarEndKey.CONFIG_VERSION),
                values.certificates(FarEndKey.CA_CERTIFICATE),
                values.chosenNumber(FarEndKey.SAMPLE_RATE),
                values.number(FarEndKey.CONNECT_TIMEOUT),
                values.number(FarEndKey.READY_TIMEOUT),
                values.oneOf(FarEndKey.TOKEN_IN).equals("header"),
                values.number(FarEndKey.MAX_CHAT_SECONDS),
                new TrunklineConfig.ConnectRate(
                        values.number(FarEndKey.CONNECTS), values.number(FarEndKey.CONNECTS_AFTER_OUTAGE)));
    }

    private List<EviAddress> addresses() {
        List<String> texts = values.list(FarEndKey.URL);
        List<EviAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            EviAddress address = EviAddress.EMBEDDED_NAME.equals(text) ? EviAddress.EMBEDDED : address(text);
            if (address != null && addresses.contains(address)) {
                values.mistake(
                        FarEndKey.URL, "names " + Shown.quoted(address.name()) + " twice; it is tried again as it is");
            } else if (address != null) {
                addresses.add(address);
            }
        }
        if (texts.size() > MOST_FAR_ENDS) {
            values.mistake(FarEndKey.URL, "has more than " + MOST_FAR_ENDS + " addresses");
        }
        return addresses;
    }

    /** A base, to which paths are added. */
    private @Nullable EviAddress address(String text) {
        URI url = values.readBase(FarEndKey.URL, text, "ws", "wss");
        if (url == null) {
            return null;
        }
        String path = url.getRawPath().replaceFirst("/+$", "");
        String base = "it is the base of an EVI, such as wss://host/v0/evi";
        if (path.isEmpty()) {
            values.mistake(FarEndKey.URL, "has no path: " + base);
        } else if ((lower(path) + "/").contains("/chat/")) {
            values.mistake(FarEndKey.URL, "must end before /chat: " + base);
        } else {
            return new EviAddress(url);
        }
        return null;
    }

    private static boolean isHumes(EviAddress address) {
        if (address.url() == null) {
            return false;
        }
        String name = lower(address.url().getHost()).replaceFirst("\\.$", "");
        return name.equals("hume.ai") || name.endsWith(".hume.ai");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
