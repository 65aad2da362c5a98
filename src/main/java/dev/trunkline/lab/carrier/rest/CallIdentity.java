package dev.trunkline.lab.carrier.rest;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who calls whom: what every webhook of a call says. Immutable.
 *
 * @param direction inbound, outbound-api or outbound-dial
 */
public record CallIdentity(String callSid, String accountSid, String from, String to, String direction) {

    static final String API_VERSION = "2010-04-01";

    /** The standard parameters of a voice webhook; the places are empty where Twilio does not know them. */
    public SortedMap<String, String> parameters(String callStatus) {
        SortedMap<String, String> form = new TreeMap<>();
        form.put("CallSid", callSid);
        form.put("AccountSid", accountSid);
        form.put("ApiVersion", API_VERSION);
        form.put("CallStatus", callStatus);
        form.put("Direction", direction);
        for (String end : new String[] {"From", "Caller"}) {
            place(form, end, from);
        }
        for (String end : new String[] {"To", "Called"}) {
            place(form, end, to);
        }
        return form;
    }

    private static void place(SortedMap<String, String> form, String end, String number) {
        form.put(end, number);
        form.put(end + "City", "");
        form.put(end + "State", "");
        form.put(end + "Zip", "");
        form.put(end + "Country", number.startsWith("+1") ? "US" : "");
    }
}
