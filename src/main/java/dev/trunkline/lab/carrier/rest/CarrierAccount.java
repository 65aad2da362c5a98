package dev.trunkline.lab.carrier.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account that numbers belong to. Immutable.
 *
 * @param sid {@code AC} and 32 hexadecimal digits
 * @param authToken signs webhooks and handshakes, and opens the REST calls; null: unsigned, and REST open to all
 * @param apiKeys further pairs of user and password for REST ({@code SK...} and its secret)
 */
public record CarrierAccount(String sid, @Nullable String authToken, Map<String, String> apiKeys) {

    /** A sid for those who do not care. */
    public static final String SOME_SID = "AC00000000000000000000000000000001";

    public CarrierAccount {
        apiKeys = Map.copyOf(apiKeys);
    }

    /** Without what opens it. */
    @Override
    public String toString() {
        return "CarrierAccount[" + sid + "]";
    }
}
