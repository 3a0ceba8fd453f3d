#!/bin/sh
# Makes the public certificates of the tests and of the demonstration anew; their private keys live for this run only.
#
# Usage: make_files.sh [TESTS DEMO]: the two folders to write into, by default where the files are committed.
# The GOST engine is that of Debian's libengine-gost-openssl.
# Serials and dates are fixed, keys are new each time. OPENSSL_CONF is set for openssl alone: with an engine in it,
# Python's own cryptography may crash.
set -eu

engine=$(openssl version -e | sed 's/.*"\(.*\)"/\1/')/gost.so
[ -e "$engine" ] || { echo "no GOST engine at $engine: apt-get install libengine-gost-openssl" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
tests=${1:-$here/files}
demo=${2:-$(cd "$here/../../.." && pwd)/content/monitoring/certificates}
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
mkdir -p "$tests" "$demo"

cat >"$keys/openssl.cnf" <<END
openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
dynamic_path = $engine
default_algorithms = ALL
[req]
distinguished_name = dn
string_mask = utf8only
[dn]
[ca]
default_ca = demo
[demo]
database = $keys/index
serial = $keys/serial
crlnumber = $keys/crlnumber
new_certs_dir = $keys
policy = policy
unique_subject = no
preserve = yes
default_crl_days = 30
[policy]
countryName = optional
organizationName = optional
commonName = optional
unstructuredName = optional
surname = optional
givenName = optional
title = optional
INN = optional
OGRN = optional
SNILS = optional
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
certificatePolicies = 1.2.643.100.113.1
[period]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
certificatePolicies = 1.2.643.100.113.1
2.5.29.16 = ASN1:SEQUENCE:usage
[server]
basicConstraints = CA:FALSE
subjectAltName = DNS:portal.fts.example
[usage]
from = IMPLICIT:0,GENERALIZEDTIME:\${ENV::KEY_FROM}
to = IMPLICIT:1,GENERALIZEDTIME:\${ENV::KEY_TO}
END
export OPENSSL_CONF="$keys/openssl.cnf" KEY_FROM=20260101000000Z KEY_TO=20260101000000Z

pair() { # NAME ALGORITHM SUBJECT: a key and a request
  case $2 in
    gost*) set -- "$1" "$2" "$3" -pkeyopt paramset:A ;;
    ec) set -- "$1" ec "$3" -pkeyopt ec_paramgen_curve:prime256v1 ;;
    rsa) set -- "$1" rsa:2048 "$3" ;;
  esac
  name=$1 algorithm=$2 subject=$3
  shift 3
  openssl req -new -utf8 -nodes -newkey "$algorithm" "$@" -subj "$subject" -keyout "$keys/$name.key" -out "$keys/$name.csr" 2>"$keys/log" || { cat "$keys/log" >&2; exit 1; }
}

digest() { # ALGORITHM
  case $1 in gost2001) echo md_gost94 ;; gost2012_256) echo md_gost12_256 ;; gost2012_512) echo md_gost12_512 ;; *) echo sha256 ;; esac
}

issue() { # NAME ALGORITHM SERIAL FROM TO EXTENSIONS CA SUBJECT: a certificate; CA "-" signs itself
  pair "$1" "$2" "$8"
  : >"$keys/index"
  echo "$3" >"$keys/serial"
  if [ "$7" = - ]; then set -- "$1" "$2" "$3" "$4" "$5" "$6" "$1" "$8" -selfsign; else set -- "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" -cert "$keys/$7.pem"; fi
  name=$1 md=$(digest "$(cat "$keys/$7.algorithm" 2>/dev/null || echo "$2")") from=$4 to=$5 extensions=$6 ca=$7
  echo "$2" >"$keys/$1.algorithm"
  shift 8
  openssl ca -batch -notext -utf8 -md "$md" -startdate "$from" -enddate "$to" -extensions "$extensions" \
    -keyfile "$keys/$ca.key" "$@" -in "$keys/$name.csr" -out "$keys/$name.pem" 2>"$keys/log" || { cat "$keys/log" >&2; exit 1; }
}

keep() { # NAME FILE: the certificate alone, PEM, or DER for *.der
  case $2 in
    *.der) openssl x509 -in "$keys/$1.pem" -outform DER -out "$2" ;;
    *) openssl x509 -in "$keys/$1.pem" -out "$2" ;;
  esac
}

revoke() { # CA FILE FROM TO [SERIAL DATE …]: a list of revoked certificates
  ca=$1 file=$2 from=$3 to=$4
  shift 4
  : >"$keys/index"
  echo 01 >"$keys/crlnumber"
  while [ $# -gt 0 ]; do
    printf 'R\t491231235959Z\t%s,keyCompromise\t%s\tunknown\t/CN=revoked\n' "$2" "$1" >>"$keys/index"
    shift 2
  done
  openssl ca -batch -gencrl -md "$(digest "$(cat "$keys/$ca.algorithm")")" -crl_lastupdate "$from" -crl_nextupdate "$to" \
    -keyfile "$keys/$ca.key" -cert "$keys/$ca.pem" -out "$file" 2>"$keys/log" || { cat "$keys/log" >&2; exit 1; }
}

wrap() { # LABEL FILE: the bytes of standard input as PEM
  { echo "-----BEGIN $1-----"; openssl base64; echo "-----END $1-----"; } >"$2"
}

organisation='/C=RU/O=ФТС России (демонстрация)/OGRN=0000000000000/INN=000000000000'
system() { echo "$organisation/CN=ФТС России (демонстрация)/unstructuredName=$1"; }
authority='/C=RU/O=ФТС России (демонстрация)/CN=Удостоверяющий центр'

# --- the tests

issue ca2001 gost2001 20 20100101000000Z 20250101000000Z root - "$authority ГОСТ 2001 (демонстрация)"
issue ca256 gost2012_256 30 20200101000000Z 20350101000000Z root - "$authority 256 (демонстрация)"
issue ca512 gost2012_512 40 20200101000000Z 20350101000000Z root - "$authority 512 (демонстрация)"
issue caec ec 50 20200101000000Z 20350101000000Z root - '/C=RU/O=FTS demo/CN=TLS authority (demo)'

issue old gost2001 2001 20171231210000Z 20181231210000Z leaf ca2001 "$(system 'ИС ФТС России (демонстрация)')"
KEY_FROM=20251201000000Z KEY_TO=20261201000000Z
issue period gost2012_256 0A256001 20251201000000Z 20261201001000Z period ca256 "$(system 'Адаптер СМЭВ (демонстрация)')"
KEY_FROM=20260101000000Z KEY_TO=20270401000000Z
issue long gost2012_512 51200000000000000001 20260101000000Z 20310101000000Z period ca512 "$(system 'СМЭВ 3. Транспорт (демонстрация)')"
issue plain gost2012_256 256002 20260101000000Z 20280101000000Z leaf ca256 "$(system 'Сервис деклараций (демонстрация)')"
issue expired gost2012_256 256003 20250101000000Z 20260101000000Z leaf ca256 "$(system 'Прежний адаптер (демонстрация)')"
issue future gost2012_256 256004 20270101000000Z 20280101000000Z leaf ca256 "$(system 'Будущий адаптер (демонстрация)')"
issue revoked gost2012_256 256005 20260101000000Z 20280101000000Z leaf ca256 "$(system 'Отозванный адаптер (демонстрация)')"
issue official gost2012_256 256006 20260101000000Z 20280101000000Z leaf ca256 \
  '/C=RU/O=ФТС России (демонстрация)/SNILS=00000000000/CN=Фамилия Имя Отчество/surname=Фамилия/givenName=Имя Отчество/title=Инспектор'
issue year9999 gost2012_256 256007 20260101000000Z 99991231235959Z leaf ca256 "$(system 'Бессрочный (демонстрация)')"
issue year1970 gost2012_256 256008 19700101000000Z 19700101000001Z leaf ca256 "$(system 'Начало времён (демонстрация)')"
issue server ec 600001 20260101000000Z 20261215000000Z server caec '/C=RU/O=FTS demo/CN=portal.fts.example'
issue rsa rsa 600002 20260101000000Z 20270101000000Z leaf caec '/C=RU/O=FTS demo/CN=RSA (demo)'

keep ca2001 "$tests/ca-2001.cer"
keep ca256 "$tests/ca-2012-256.cer"
keep ca512 "$tests/ca-2012-512.cer"
keep old "$tests/gost-2001.cer"
keep period "$tests/gost-2012-256.cer"
keep long "$tests/gost-2012-512.der"
for one in plain expired future revoked official year9999 year1970 rsa; do keep "$one" "$tests/$one.cer"; done
openssl x509 -in "$keys/plain.pem" -outform DER | openssl base64 >"$tests/bare.cer"
openssl x509 -in "$keys/plain.pem" -outform DER | openssl base64 -A >"$tests/bare-one-line.crt"
cat "$keys/server.pem" "$keys/caec.pem" >"$tests/tls-chain.pem"
openssl x509 -in "$keys/period.pem" -outform DER >"$tests/two.der"
openssl x509 -in "$keys/plain.pem" -outform DER >>"$tests/two.der"

openssl crl2pkcs7 -nocrl -certfile "$keys/period.pem" -certfile "$keys/ca256.pem" -out "$tests/chain.p7b"
openssl crl2pkcs7 -nocrl -certfile "$keys/long.pem" -certfile "$keys/ca512.pem" -outform DER -out "$tests/chain-der.p7b"
echo 'Сообщение (демонстрация)' >"$keys/message"
signed() { # NAME FORMAT FILE [MORE]
  name=$1 form=$2 file=$3
  shift 3
  openssl cms -sign -in "$keys/message" -binary -signer "$keys/$name.pem" -inkey "$keys/$name.key" \
    -md "$(digest "$(cat "$keys/$name.algorithm")")" -outform "$form" -out "$file" "$@"
}
signed period PEM "$tests/signature-cms.p7s"
signed period DER "$tests/signature-der.p7s"
signed period DER "$tests/signature-streamed.p7s" -nodetach -stream
signed long DER "$keys/long.p7s"
wrap PKCS7 "$tests/signature-pkcs7.p7s" <"$keys/long.p7s"
signed period DER "$tests/signature-without-certificate.p7s" -nocerts

revoke ca256 "$tests/ca-2012-256.crl" 20261101000000Z 20261201000000Z 256005 261015120000Z
revoke ca512 "$tests/empty.crl" 20261101000000Z 20261201000000Z
revoke ca2001 "$keys/stale.pem" 20181201000000Z 20181231000000Z
openssl crl -in "$keys/stale.pem" -outform DER -out "$tests/stale.crl"

cat >"$tests/answer.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>
<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
  soap:actor="http://smev.gosuslugi.ru/actors/smev"><wsse:BinarySecurityToken
  ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">
$(openssl x509 -in "$keys/period.pem" -outform DER | openssl base64 | sed 's/$/\&#13;/')
</wsse:BinarySecurityToken></wsse:Security></soap:Header><soap:Body>
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>$(openssl x509 -in "$keys/long.pem" -outform DER | openssl base64 -A)</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>
</soap:Body></soap:Envelope>
END

# --- the demonstration, which lives on 20 November 2026

issue demo gost2012_256 D0 20240101000000Z 20390101000000Z root - "$authority (демонстрация)"
issue demo2001 gost2001 D1 20100101000000Z 20250101000000Z root - "$authority ГОСТ 2001 (демонстрация)"
shown() { # FILE ALGORITHM SERIAL FROM TO NAME [CA]: the key ends ten minutes before the certificate, as in the field
  KEY_FROM=$4 KEY_TO=${5%1000Z}0000Z
  export KEY_FROM KEY_TO
  issue "$1" "$2" "$3" "$4" "$5" period "${7:-demo}" "$(system "$6")"
  keep "$1" "$demo/$1.cer"
}
export KEY_FROM KEY_TO
keep demo "$demo/demo-ca.cer"
shown smev3-transport gost2012_512 D00001 20260201090000Z 20290201091000Z 'СМЭВ 3. Транспорт (демонстрация)'
shown smev-adapter gost2012_256 D00002 20260301090000Z 20280301091000Z 'Адаптер СМЭВ ЕАИС ТО (демонстрация)'
shown fts-system gost2012_256 D00003 20260113090000Z 20270113091000Z 'ИС ФТС России (демонстрация)'
shown declarations gost2012_256 D00004 20251215090000Z 20261215091000Z 'Сервис сведений из деклараций (демонстрация)'
shown guarantors gost2012_256 D00005 20251126090000Z 20261126091000Z 'Сервис реестра банков-гарантов (демонстрация)'
shown carriers gost2012_512 D00006 20251110090000Z 20261110091000Z 'Сервис реестра перевозчиков (демонстрация)'
shown excise-2001 gost2001 D00007 20171231090000Z 20181231091000Z 'Сервис акцизных марок, ГОСТ 2001 (демонстрация)' demo2001
shown payments gost2012_256 D00008 20260401090000Z 20270401091000Z 'Сервис начислений, отозванный (демонстрация)'
# The key may sign until July 2027, the certificate verifies until 2031: what is signed later is not valid.
KEY_FROM=20260701090000Z KEY_TO=20270701090000Z
issue archive gost2012_512 D00009 20260701090000Z 20310701090000Z period demo "$(system 'Архив сообщений (демонстрация)')"
keep archive "$demo/archive.cer"
revoke demo "$demo/demo-ca.crl" 20261101000000Z 20270501000000Z D00008 261012080000Z
