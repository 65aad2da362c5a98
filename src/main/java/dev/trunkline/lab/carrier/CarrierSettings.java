package dev.trunkline.lab.carrier;

import dev.trunkline.net.ClientTls;
import dev.trunkline.speech.Voice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Twilio is set up. Immutable.
 *
 * @param accountSid {@code AC} and 32 hexadecimal digits
 * @param authToken signs webhooks and handshakes, and opens the REST calls; null: unsigned, and REST open to all
 * @param apiKeys further pairs of user and password for REST ({@code SK...} and its secret)
 * @param bindAddress where the REST calls are served
 * @param restPort 0 for any free one
 * @param plainWebSockets whether {@code ws://} to this machine is taken for {@code wss://}; the real one never does
 * @param slashSignature signs a handshake as if its URL ended with a slash, as Twilio sometimes does
 * @param webhookDelayMillis waits before each webhook, as the internet would
 * @param voice speaks what {@code Say} says; null: it takes no time and is not heard
 * @param tls whose certificates webhooks and streams may have
 */
public record CarrierSettings(
        String accountSid,
        @Nullable String authToken,
        Map<String, String> apiKeys,
        String bindAddress,
        int restPort,
        boolean plainWebSockets,
        boolean slashSignature,
        long webhookDelayMillis,
        @Nullable Voice voice,
        ClientTls tls) {

    /** An account sid for those who do not care. */
    public static final String SOME_ACCOUNT = "AC00000000000000000000000000000001";

    public CarrierSettings {
        apiKeys = Map.copyOf(apiKeys);
    }

    /** On this machine, unsigned, any port, plain WebSockets, no voice. */
    public static CarrierSettings local() {
        return new CarrierSettings(
                SOME_ACCOUNT, null, Map.of(), "127.0.0.1", 0, true, false, 0, null, ClientTls.platform());
    }

    public CarrierSettings withAccount(String sid, @Nullable String token) {
        return new CarrierSettings(
                sid,
                token,
                apiKeys,
                bindAddress,
                restPort,
                plainWebSockets,
                slashSignature,
                webhookDelayMillis,
                voice,
                tls);
    }

    public CarrierSettings withApiKeys(Map<String, String> keys) {
        return new CarrierSettings(
                accountSid,
                authToken,
                keys,
                bindAddress,
                restPort,
                plainWebSockets,
                slashSignature,
                webhookDelayMillis,
                voice,
                tls);
    }

    public CarrierSettings withRest(String address, int port) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                address,
                port,
                plainWebSockets,
                slashSignature,
                webhookDelayMillis,
                voice,
                tls);
    }

    public CarrierSettings withPlainWebSockets(boolean allowed) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                bindAddress,
                restPort,
                allowed,
                slashSignature,
                webhookDelayMillis,
                voice,
                tls);
    }

    public CarrierSettings withSlashSignature(boolean slash) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                bindAddress,
                restPort,
                plainWebSockets,
                slash,
                webhookDelayMillis,
                voice,
                tls);
    }

    public CarrierSettings withWebhookDelay(long millis) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                bindAddress,
                restPort,
                plainWebSockets,
                slashSignature,
                millis,
                voice,
                tls);
    }

    public CarrierSettings withVoice(Voice sayVoice) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                bindAddress,
                restPort,
                plainWebSockets,
                slashSignature,
                webhookDelayMillis,
                sayVoice,
                tls);
    }

    public CarrierSettings withTls(ClientTls other) {
        return new CarrierSettings(
                accountSid,
                authToken,
                apiKeys,
                bindAddress,
                restPort,
                plainWebSockets,
                slashSignature,
                webhookDelayMillis,
                voice,
                other);
    }
}
