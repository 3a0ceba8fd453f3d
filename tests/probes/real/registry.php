<?php
// A register of licences as a supplier would serve it: described by a WSDL, answering over SOAP.

class Registry
{
    public function ask($number)
    {
        if ($number === 'crash') {
            throw new Exception('database is away');
        }
        if ($number === 'away') {
            throw new SoapFault('Server', 'database is away');
        }
        if ($number === 'unsigned') {
            throw new SoapFault('Server', 'SMEV-100008: подпись не найдена');
        }
        return "licence $number is valid";
    }
}

$described = str_starts_with($_SERVER['REQUEST_URI'], '/described');
$server = new SoapServer($described ? __DIR__ . '/registry.wsdl' : null, ['uri' => 'urn:example:registry', 'cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass('Registry');
$server->handle();
