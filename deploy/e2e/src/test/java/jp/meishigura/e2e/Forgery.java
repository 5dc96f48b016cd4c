package jp.meishigura.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody with the right password tries instead of the right passkey. */
enum Forgery {
  ANOTHER_KEY,
  A_PASSKEY_NEVER_REGISTERED,
  A_CHALLENGE_NOT_ASKED,
  ANOTHER_ORIGIN,
  ANOTHER_RELYING_PARTY,
  A_CLONE_WHOSE_COUNTER_IS_BEHIND,
  NOBODY_TOUCHED_THE_KEY,
  NO_SIGNATURE;

  Map<String, String> answer(Passkey key, Ceremony asked) {
    return switch (this) {
      case ANOTHER_KEY -> key.imitated().assertion(asked);
      case A_PASSKEY_NEVER_REGISTERED -> Passkey.fresh().assertion(asked);
      case A_CHALLENGE_NOT_ASKED -> key.assertion(asked.challenge("AAAAAAAAAAAAAAAAAAAAAA"));
      case ANOTHER_ORIGIN -> key.assertion(asked.origin("http://login.evil.example"));
      case ANOTHER_RELYING_PARTY -> key.assertion(asked.rpId("evil.example"));
      case A_CLONE_WHOSE_COUNTER_IS_BEHIND -> key.cloned().assertion(asked);
      case NOBODY_TOUCHED_THE_KEY -> key.assertionOfNobody(asked);
      case NO_SIGNATURE -> {
        Map<String, String> answer = new LinkedHashMap<>(key.assertion(asked));
        answer.put("signature", "");
        yield answer;
      }
    };
  }
}
