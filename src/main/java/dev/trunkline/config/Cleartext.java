package dev.trunkline.config;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No key and no token leaves this machine in clear text, unless the operator says so. Confined to one thread. */
final class Cleartext {

    private static final Set<String> OVER_TLS = Set.of("https", "wss");
    private static final String[] PLAIN_OR_TLS = {"http", "https", "ws", "wss"};

    private final Values values;

    Cleartext(Values values) {
        this.values = values;
    }

    /** Notes every address without TLS that a secret stands beside. */
    void check() {
        if (values.flag(ServerKey.ALLOW_CLEARTEXT)) {
            return;
        }
        check(FarEndKey.URL, FarEndKey.API_KEY, FarEndKey.SECRET_KEY);
        check(CarrierKey.API_BASE_URL, CarrierKey.AUTH_TOKEN, CarrierKey.API_SECRET);
        check(EngineKey.MIND_URL, EngineKey.MIND_API_KEY);
        check(EngineKey.VOICE_URL, EngineKey.VOICE_API_KEY);
        check(EngineKey.EARS_URL, EngineKey.EARS_API_KEY);
        check(EngineKey.TOOLS_WEB_SEARCH, EngineKey.TOOLS_WEB_SEARCH_KEY);
        check(CallKey.KEYS_DELIVER_TO, CallKey.KEYS_SECRET);
        check(CallKey.PRE_ANSWER_URL, CallKey.PRE_ANSWER_SECRET);
        checkDatabase();
        checkRedis();
        // The stream's address has a token in it, callers' numbers are in the webhook, and Twilio streams to wss only.
        check(ServerKey.PUBLIC_URL, CarrierKey.AUTH_TOKEN);
    }

    private void checkDatabase() {
        String url = values.text(RecordKey.STORE_URL);
        if (url != null && DatabaseText.isReadOnTheWay(url)) {
            values.mistake(
                    RecordKey.STORE_URL,
                    "has a password and an sslmode without TLS, so that everybody on the way could read it; use"
                            + " sslmode=require or verify-full, or allow it with "
                            + Values.name(ServerKey.ALLOW_CLEARTEXT) + ": true");
        }
    }

    private void checkRedis() {
        String urls = values.text(StateKey.REDIS_URL);
        if (urls != null && RedisText.isReadOnTheWay(urls)) {
            values.mistake(
                    StateKey.REDIS_URL,
                    "has a password and no TLS, so that everybody on the way could read it; use rediss://, or allow it with "
                            + Values.name(ServerKey.ALLOW_CLEARTEXT) + ": true");
        }
    }

    private void check(ConfigKey address, ConfigKey... secrets) {
        List<String> texts = address == FarEndKey.URL ? values.list(address) : single(values.text(address));
        texts.forEach(text -> check(text, address, secrets));
    }

    private static List<String> single(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }

    private void check(String text, ConfigKey address, ConfigKey... secrets) {
        URI url = UrlText.read(text, PLAIN_OR_TLS).url();
        if (url == null || OVER_TLS.contains(url.getScheme()) || Loopback.is(url)) {
            return;
        }
        for (ConfigKey secret : secrets) {
            if (values.isGiven(secret)) {
                String tls = url.getScheme().equals("ws") ? "wss" : "https";
                values.mistake(
                        address,
                        "is " + url.getScheme() + "://, so that everybody on the way could read what goes there with "
                                + Values.name(secret) + "; use " + tls + "://, or allow it with "
                                + Values.name(ServerKey.ALLOW_CLEARTEXT) + ": true");
                return;
            }
        }
    }
}
