package jp.meishigura.bench.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.bench.card.SampleCards;

/** Sealing and opening cards of twelve values, beside the bare cipher. */
final class SealingBench {

  /** Different cards, so that no branch and no cache learns one of them by heart. */
  private static final int CARDS = 64;

  private record Card(
      SampleCard values,
      UUID subject,
      UUID keyId,
      byte[] key,
      List<byte[]> authenticated,
      List<byte[]> sealed) {}

  private final SealedSample sealing = new SealedSample();
  private final BareCipher bare = new BareCipher();
  private final List<Card> cards = new ArrayList<>();
  private long bytes;

  SealingBench() {
    SampleCards samples = new SampleCards();
    SecureRandom random = new SecureRandom();
    for (int number = 0; number < CARDS; number++) {
      SampleCard values = SampleCard.of(samples);
      UUID subject = UUID.randomUUID();
      UUID keyId = UUID.randomUUID();
      byte[] key = new byte[32];
      random.nextBytes(key);
      cards.add(
          new Card(
              values,
              subject,
              keyId,
              key,
              BareCipher.authenticated(values, sealing.tenant(), subject, keyId),
              sealing.seal(values, subject, keyId, key.clone())));
    }
  }

  CpuComparison seal() {
    return CpuComparison.run(
        number -> {
          Card card = card(number);
          bytes +=
              sealing.seal(card.values(), card.subject(), card.keyId(), card.key().clone()).size();
        },
        number -> {
          Card card = card(number);
          bytes += bare.seal(card.values(), card.key(), card.authenticated());
        });
  }

  CpuComparison open() {
    return CpuComparison.run(
        number -> {
          Card card = card(number);
          bytes += sealing.open(card.values(), card.subject(), card.key().clone(), card.sealed());
        },
        number -> {
          Card card = card(number);
          bytes += bare.open(card.key(), card.authenticated(), card.sealed());
        });
  }

  /** Something that depends on all results, so that no compiler leaves the work out. */
  long bytes() {
    return bytes;
  }

  private Card card(int number) {
    return cards.get(number % CARDS);
  }
}
