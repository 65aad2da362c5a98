package dev.trunkline.lab.carrier;

import dev.trunkline.lab.carrier.rest.CarrierAccount;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.Voice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Twilio is set up. It serves its REST calls on this machine. Immutable.
 *
 * @param voice speaks what {@code Say} says; null: it takes no time and is not heard
 * @param tls whose certificates webhooks and streams may have
 * @param port of the REST calls; 0 for any free one
 */
public record CarrierSettings(
        CarrierAccount account, @Nullable Voice voice, ClientTls tls, int port) {

    /** An account sid for those who do not care. */
    public static final String SOME_ACCOUNT = CarrierAccount.SOME_SID;

    /** Unsigned, without a voice. */
    public static CarrierSettings local() {
        return new CarrierSettings(new CarrierAccount(SOME_ACCOUNT, null, Map.of()), null, ClientTls.platform(), 0);
    }

    public CarrierSettings withAccount(String sid, @Nullable String token) {
        return new CarrierSettings(new CarrierAccount(sid, token, account.apiKeys()), voice, tls, port);
    }

    public CarrierSettings withApiKeys(Map<String, String> keys) {
        return new CarrierSettings(new CarrierAccount(account.sid(), account.authToken(), keys), voice, tls, port);
    }

    public CarrierSettings withVoice(Voice sayVoice) {
        return new CarrierSettings(account, sayVoice, tls, port);
    }

    public CarrierSettings withTls(ClientTls other) {
        return new CarrierSettings(account, voice, other, port);
    }

    public CarrierSettings withPort(int restPort) {
        return new CarrierSettings(account, voice, tls, restPort);
    }
}
