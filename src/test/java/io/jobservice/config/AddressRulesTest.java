package io.jobservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private static final AddressRules STANDARD =
      AddressRules.of(HookSettings.standard().allow(), HookSettings.standard().deny());

  private static Optional<String> refusal(AddressRules rules, String host, String... addresses)
      throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(InetAddress.getByName(address));
    }
    return rules.refusal(host, all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "ff02::1",
        "64:ff9b::0.0.0.0"
      })
  void theStandardRulesDenyMetadataAndWhatNoReceiverHas(String address) throws Exception {
    assertThat(refusal(STANDARD, "hooks.example.com", address))
        .get()
        .asString()
        .contains(InetAddress.getByName(address).getHostAddress() + " of hooks.example.com");
    assertThat(refusal(STANDARD, "hooks.example.com", "192.0.2.1", address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "169.253.1.1",
        "192.0.2.1",
        "2001:db8::1",
        "fec0::1"
      })
  void theStandardRulesLetOthersBeCalled(String address) throws Exception {
    assertThat(refusal(STANDARD, "hooks.example.com", address)).isEmpty();
  }

  @Test
  void whatIsDeniedIsNotCalledWhateverAllowsIt() throws Exception {
    AddressRules rules =
        AddressRules.of(List.of("10.0.0.0/8", "*.example.com"), List.of("10.1.0.0/16", "bad.host"));

    assertThat(refusal(rules, "a.b.example.com", "192.0.2.1")).isEmpty();
    assertThat(refusal(rules, "A.Example.COM.", "192.0.2.1")).isEmpty();
    assertThat(refusal(rules, "other.host", "10.2.0.1")).isEmpty();
    assertThat(refusal(rules, "a.example.com", "10.1.2.3"))
        .contains("the address 10.1.2.3 of a.example.com is denied by hooks.deny");
    assertThat(refusal(rules, "bad.host", "10.2.0.1"))
        .contains("the host bad.host is denied by hooks.deny");
    assertThat(refusal(rules, "example.com", "192.0.2.1"))
        .contains("the address 192.0.2.1 of example.com is not in hooks.allow");
    assertThat(refusal(rules, "badexample.com", "192.0.2.1")).isPresent();
    assertThat(refusal(rules, "other.host", "10.2.0.1", "192.0.2.1")).isPresent();
  }

  @Test
  void anAddressThatStandsForAnAllowedOneIsAllowed() throws Exception {
    AddressRules rules = AddressRules.of(List.of("192.0.2.0/24", "2001:db8::/32"), List.of());

    assertThat(refusal(rules, "h", "64:ff9b::192.0.2.9")).isEmpty();
    assertThat(refusal(rules, "h", "2001:db8:ffff::1")).isEmpty();
    assertThat(refusal(rules, "h", "2001:db9::1")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://169.254.169.254/latest | the address 169.254.169.254 is denied by hooks.deny",
        "http://[fe80::1]:80/ | the address fe80:0:0:0:0:0:0:1 is denied by hooks.deny",
        "http://[::ffff:a9fe:a9fe]/ | the address 169.254.169.254 is denied by hooks.deny",
        "http://0.0.0.0/ | the address 0.0.0.0 is none that a receiver can have"
      })
  void aUrlThatNamesADeniedAddressIsRefusedWithoutLookingItUp(String url, String reason) {
    assertThat(STANDARD.refusal(URI.create(url))).contains(reason);
  }

  @Test
  void aNameIsRefusedEarlyOnlyWhenNoAddressCouldMakeItGood() {
    URI url = URI.create("https://user@Hooks.Example.com:8443/x");
    assertThat(STANDARD.refusal(url)).isEmpty();
    assertThat(AddressRules.of(List.of(), List.of("*.example.com")).refusal(url))
        .contains("the host hooks.example.com is denied by hooks.deny");
    assertThat(AddressRules.of(List.of("other.example.com"), List.of()).refusal(url))
        .contains("the host hooks.example.com is not in hooks.allow");
    assertThat(AddressRules.of(List.of("other.host", "10.0.0.0/8"), List.of()).refusal(url))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | would be all hosts",
        "https://example.com | is no address (10.1.2.3), network",
        "example.com:443 | is no address",
        "example.com/x | is no address",
        "a.*.com | is no address",
        "'' | is no address",
        "'a b' | is no address",
        "10.0.0.1/8 | has bits set behind its prefix; write 10.0.0.0/8",
        "10.0.0.0/33 | has a prefix that is no number of bits",
        "10.0.0.0/ | has a prefix",
        "10.0.0.0/-1 | is no address",
        "10.0.0 | is no address or network",
        "10.0.0.256 | is no address or network",
        "010.0.0.1 | is no address or network",
        "2001:db8::/129 | has a prefix",
        "2001:db8::1/32 | has bits set behind its prefix; write 2001:db8:0:0:0:0:0:0/32",
        "2001:dg8::1 | is no address or network",
        "::ffff:10.0.0.0/90 | has a prefix",
        "fe80::1%eth0 | is no address or network"
      })
  void anEntryThatIsNoneIsRefusedWithAReason(String entry, String reason) {
    assertThat(AddressRules.problem(entry)).get().asString().startsWith(reason);
    assertThatThrownBy(() -> AddressRules.of(List.of("10.0.0.0/8"), List.of("ok.host", entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + entry + "' " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "0.0.0.0/0",
        "::/0",
        "2001:db8::/32",
        "::ffff:10.0.0.0/104",
        "localhost",
        "Example.COM.",
        "*.example.com",
        "my_host",
        "1password.com"
      })
  void addressesNetworksAndNamesAreEntries(String entry) {
    assertThat(AddressRules.problem(entry)).isEmpty();
  }

  @Test
  void aNameWithAnUnderscoreIsRefusedBeforeItIsLookedUp() {
    URI url = URI.create("http://user:pw@My_App:8080/x");

    assertThat(AddressRules.of(List.of(), List.of("my_app")).refusal(url))
        .contains("the host my_app is denied by hooks.deny");
    assertThat(AddressRules.of(List.of("other_app"), List.of()).refusal(url))
        .contains("the host my_app is not in hooks.allow");
    assertThat(AddressRules.of(List.of("my_app"), List.of()).refusal(url)).isEmpty();
  }
}
