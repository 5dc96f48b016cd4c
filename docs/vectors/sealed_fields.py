#!/usr/bin/env python3
"""Writes sealed-fields.json: known answers, from docs/sealed-fields.md alone and not from our code.

Needs Python 3.9 and the package `cryptography`; run it in this folder. The tests of platform, crypto-gateway and
contacts-service check their code against what it wrote.
"""
import base64, hashlib, hmac, json, pathlib, struct, uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TENANT = uuid.UUID("3f1c4f0e-6a1b-4c57-9d58-0d6f1b7f7a01")
CARD = uuid.UUID("b7a0c6c2-2b8d-4b0e-8a54-5d1f6f0f9c11")
KEY_ID = uuid.UUID("0c5f8f9e-7b1a-4a36-bb0f-2a5f4c3d2e21")
TENANT_KEY_ID = uuid.UUID("9e8d7c6b-5a49-4837-a625-140302f1e0df")
OTHER = uuid.UUID("11111111-2222-4333-8444-555555555555")
KEY = bytes(range(32))
TENANT_KEY = bytes(range(0x40, 0x60))
INDEX_SECRET = bytes(range(0x80, 0xA0))


def seal(tenant, subject, field, key_id, key, nonce, plaintext):
    authenticated = tenant.bytes + subject.bytes + key_id.bytes + field.encode("utf-8")
    return b"\x01" + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, plaintext, authenticated)


def nonce(number):
    return bytes.fromhex("a0a1a2a3a4a5a6a7") + struct.pack(">I", number)


def value(text, *types):
    return json.dumps({"text": text, "types": list(types)}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def good(number, name, field, plaintext, tenant=TENANT, subject=CARD, key_id=KEY_ID, key=KEY):
    return {
        "name": name, "tenant": str(tenant), "subject": str(subject), "field": field, "keyId": str(key_id),
        "key": key.hex(), "nonce": nonce(number).hex(), "plaintext": plaintext.hex(),
        "sealed": seal(tenant, subject, field, key_id, key, nonce(number), plaintext).hex(),
    }


def card_value(number, name, field, text, *types):
    return {**good(number, name, field, value(text, *types)), "value": {"text": text, "types": list(types)}}


sealed = [
    card_value(1, "a family name", "name.family", "山田"),
    card_value(2, "a phone number with two types", "phone.1", "03-1234-5678", "voice", "work"),
    card_value(3, "an older value of the same field: it opens, nothing protects against its return", "phone.1", "03-0000-0000", "work"),
    card_value(4, "characters beyond the basic plane, quotes and a line break", "note.1", "𠮷野家\n\"quoted\" \\ tab\t"),
    card_value(5, "an empty text", "title.1", ""),
    card_value(6, "a file's name", "source-file.0", "2026年11月の名刺.vcf"),
    {**good(12, "the same character, escaped as JSON allows", "note.2", rb'{"text":"\ud842\udfb7\u91ce\u5bb6","types":[]}'),
     "value": {"text": "𠮷野家", "types": []}},
    good(7, "no bytes at all", "empty", b""),
    good(8, "one block exactly", "block", bytes(16)),
    good(9, "several hundred bytes", "original.1", bytes(i * 7 % 256 for i in range(700))),
    good(10, "a field's name beyond ASCII is authenticated as UTF-8", "メモ.1", b"x"),
    good(11, "ids at their limits", "phone.1", b"x", tenant=uuid.UUID(int=0), subject=uuid.UUID(int=2**128 - 1), key_id=uuid.UUID(int=1 << 127)),
]

phone = bytes.fromhex(sealed[1]["sealed"])
older = bytes.fromhex(sealed[2]["sealed"])


def flipped(at, bit=0):
    altered = bytearray(phone)
    altered[at] ^= 1 << bit
    return bytes(altered)


def bad(name, data, tenant=TENANT, subject=CARD, field="phone.1", key=KEY):
    return {"name": name, "tenant": str(tenant), "subject": str(subject), "field": field, "key": key.hex(), "sealed": data.hex()}


refused = [
    bad("nothing", b""),
    bad("one byte less than the shortest", phone[:44]),
    bad("the last byte is missing", phone[:-1]),
    bad("the tag is missing", phone[:-16]),
    bad("a byte too many", phone + b"\x00"),
    bad("version 0", b"\x00" + phone[1:]),
    bad("version 2", b"\x02" + phone[1:]),
    bad("a bit of the key id is flipped", flipped(1)),
    bad("a bit of the nonce is flipped", flipped(17)),
    bad("a bit of the ciphertext is flipped", flipped(29, 7)),
    bad("a bit of the tag is flipped", flipped(len(phone) - 1, 3)),
    bad("another sealed field's tag", phone[:-16] + older[-16:]),
    bad("another sealed field's nonce", phone[:17] + older[17:29] + phone[29:]),
    bad("another tenant", phone, tenant=OTHER),
    bad("another card", phone, subject=OTHER),
    bad("tenant and card exchanged", phone, tenant=CARD, subject=TENANT),
    bad("another column", phone, field="phone.2"),
    bad("a column whose name begins alike", phone, field="phone.11"),
    bad("a column without a name", phone, field=""),
    bad("another key", phone, key=TENANT_KEY),
    bad("another key id for the same key", phone[:1] + OTHER.bytes + phone[17:]),
]

wrapped = seal(TENANT, CARD, f"subject-key:{KEY_ID}", TENANT_KEY_ID, TENANT_KEY, nonce(20), KEY)
subject_key = {
    "name": "a subject key under its tenant key", "tenant": str(TENANT), "subject": str(CARD), "keyId": str(KEY_ID),
    "tenantKeyId": str(TENANT_KEY_ID), "tenantKeyVersion": 3, "tenantKey": TENANT_KEY.hex(), "nonce": nonce(20).hex(),
    "subjectKey": KEY.hex(), "wrapped": wrapped.hex(),
}
subject_keys_refused = [
    {**subject_key, "name": "the row of another card", "subject": str(OTHER)},
    {**subject_key, "name": "the row of another tenant", "tenant": str(OTHER)},
    {**subject_key, "name": "the row of another key", "keyId": str(OTHER)},
    {**subject_key, "name": "another tenant key", "tenantKey": KEY.hex()},
]


def envelope(kind, version, identity, secret):
    return struct.pack(">BBI", 1, kind, version) + identity.bytes + secret


def as_envelope(name, kind, version, identity, secret, data=None):
    return {
        "name": name, "kind": kind, "version": version, "id": str(identity), "secret": secret.hex(),
        "envelope": (envelope(kind, version, identity, secret) if data is None else data).hex(),
    }


tenant_envelope = envelope(1, 3, TENANT_KEY_ID, TENANT_KEY)
envelopes = [
    as_envelope("a tenant key", 1, 3, TENANT_KEY_ID, TENANT_KEY),
    as_envelope("an index secret", 2, 258, OTHER, INDEX_SECRET),
]
envelopes_refused = [
    as_envelope("an index secret in a tenant key's row", 1, 3, TENANT_KEY_ID, TENANT_KEY, envelope(2, 3, TENANT_KEY_ID, TENANT_KEY)),
    as_envelope("another version", 1, 3, TENANT_KEY_ID, TENANT_KEY, envelope(1, 2, TENANT_KEY_ID, TENANT_KEY)),
    as_envelope("another id", 1, 3, TENANT_KEY_ID, TENANT_KEY, envelope(1, 3, OTHER, TENANT_KEY)),
    as_envelope("another format", 1, 3, TENANT_KEY_ID, TENANT_KEY, b"\x02" + tenant_envelope[1:]),
    as_envelope("a byte too few", 1, 3, TENANT_KEY_ID, TENANT_KEY, tenant_envelope[:-1]),
    as_envelope("a byte too many", 1, 3, TENANT_KEY_ID, TENANT_KEY, tenant_envelope + b"\x00"),
]


def hkdf(secret, salt, info):  # RFC 5869, one block of output
    return hmac.new(hmac.new(salt, secret, hashlib.sha256).digest(), info + b"\x01", hashlib.sha256).digest()


def index_key(field):
    key = hkdf(INDEX_SECRET, TENANT.bytes, b"meishigura/blind-index/1/" + field.encode())
    return {"field": field, "tenant": str(TENANT), "secret": INDEX_SECRET.hex(), "key": key.hex()}


def digest(field, written, normal):
    key = bytes.fromhex(index_key(field)["key"])
    return {"field": field, "key": key.hex(), "written": written, "normal": normal,
            "digest": hmac.new(key, normal.encode("utf-8"), hashlib.sha256).hexdigest()}


document = {
    "about": "Known answers for docs/sealed-fields.md; written by sealed_fields.py. Bytes are hexadecimal.",
    "sealed": sealed,
    "refused": refused,
    "subjectKeys": [subject_key],
    "subjectKeysRefused": subject_keys_refused,
    "envelopes": envelopes,
    "envelopesRefused": envelopes_refused,
    "transitContexts": [{"tenant": str(TENANT), "context": base64.b64encode(TENANT.bytes).decode()}],
    "indexKeys": [index_key("phone"), index_key("email"), index_key("request")],
    "indexDigests": [
        digest("phone", "TEL 03-1234-5678(代表)", "+81312345678"),
        digest("phone", "０９０－１２３４－５６７８", "+819012345678"),
        digest("email", "Hanako.Yamada@Example.CO.JP", "hanako.yamada@example.co.jp"),
    ],
}
pathlib.Path(__file__).with_name("sealed-fields.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
