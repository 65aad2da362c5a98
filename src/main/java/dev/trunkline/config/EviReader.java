package dev.trunkline.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads who answers the calls. Confined to one thread. */
final class EviReader {

    private static final int MOST_FAR_ENDS = 10;

    private final Values values;

    EviReader(Values values) {
        this.values = values;
    }

    TrunklineConfig.Evi read() {
        List<EviAddress> addresses = addresses();
        Secret apiKey = values.headerSecret(ConfigKey.HUME_API_KEY);
        values.needs(ConfigKey.HUME_SECRET_KEY, ConfigKey.HUME_API_KEY);
        values.needs(ConfigKey.HUME_CONFIG_VERSION, ConfigKey.HUME_CONFIG_ID);
        if (apiKey == null && addresses.stream().anyMatch(EviReader::isHumes)) {
            values.mistake(ConfigKey.EVI_URL, "is Hume's, which needs " + Values.name(ConfigKey.HUME_API_KEY));
        }
        return new TrunklineConfig.Evi(
                addresses,
                apiKey,
                values.headerSecret(ConfigKey.HUME_SECRET_KEY),
                values.text(ConfigKey.HUME_CONFIG_ID),
                values.optionalNumber(ConfigKey.HUME_CONFIG_VERSION, 0, Integer.MAX_VALUE),
                values.certificates(ConfigKey.EVI_CA_CERTIFICATE),
                values.oneOf(ConfigKey.EVI_SAMPLE_RATE, 16_000, 8_000, 24_000, 44_100, 48_000),
                values.number(ConfigKey.EVI_CONNECT_TIMEOUT, 250, 30_000),
                values.number(ConfigKey.EVI_READY_TIMEOUT, 250, 30_000),
                values.oneOf(ConfigKey.EVI_TOKEN_IN, "query", "header").equals("header"),
                values.number(ConfigKey.EVI_MAX_CHAT_SECONDS, 0, 86_400),
                new TrunklineConfig.ConnectRate(
                        values.number(ConfigKey.EVI_CONNECTS, 1, 10_000),
                        values.number(ConfigKey.EVI_CONNECTS_AFTER_OUTAGE, 1, 10_000)));
    }

    private List<EviAddress> addresses() {
        List<String> texts = values.list(ConfigKey.EVI_URL);
        List<EviAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            EviAddress address = EviAddress.EMBEDDED_NAME.equals(text) ? EviAddress.EMBEDDED : address(text);
            if (address != null && addresses.contains(address)) {
                values.mistake(ConfigKey.EVI_URL, "names " + address.name() + " twice; it is tried again as it is");
            } else if (address != null) {
                addresses.add(address);
            }
        }
        if (texts.size() > MOST_FAR_ENDS) {
            values.mistake(ConfigKey.EVI_URL, "has more than " + MOST_FAR_ENDS + " addresses");
        }
        return addresses;
    }

    /** A base, to which paths are added. */
    private @Nullable EviAddress address(String text) {
        URI url = values.readBase(ConfigKey.EVI_URL, text, "ws", "wss");
        if (url == null) {
            return null;
        }
        String path = url.getRawPath().replaceFirst("/+$", "");
        String base = "it is the base of an EVI, such as wss://host/v0/evi";
        if (path.isEmpty()) {
            values.mistake(ConfigKey.EVI_URL, "has no path: " + base);
        } else if ((lower(path) + "/").contains("/chat/")) {
            values.mistake(ConfigKey.EVI_URL, "must end before /chat: " + base);
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
